package dev.patchbay.plugin.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contract at a host whose setting {@code api} may be {@code responses}, with every recording
 * of them; and what working clients sent there must be the same tree when it is sent on, built anew
 * and spliced, but that nothing is stored unless the caller asks for it.
 */
public abstract class ResponsesContract extends ProviderContract {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String folder;
  private final ProviderFactory factory;
  private final boolean seals;

  /**
   * @param seals whether the host is asked to seal its thinking. The seal is told with the mark of
   *     its maker then, so that the host's own frames can't go to the caller
   */
  protected ResponsesContract(String folder, ProviderFactory factory, boolean seals) {
    this.folder = folder;
    this.factory = factory;
    this.seals = seals;
  }

  @Override
  protected final ProviderFactory factory() {
    return factory;
  }

  @Override
  protected final EndpointConfig endpoint() {
    Settings settings = Settings.of(Map.of("api", "responses"));
    return new EndpointConfig("responses", null, Secret.of(KEY), null, settings);
  }

  @Override
  protected final List<RecordedCase> cases() {
    return Recordings.of(folder, "/responses").stream()
        .map(recorded ->
            recorded.ending(Ending.COMPLETED).giving(Recordings.golden(folder, recorded.name())))
        .toList();
  }

  private interface Reading {
    ChatCall call(String request);
  }

  @TestFactory
  final Stream<DynamicTest> requests_builtAnew_areSameTrees() {
    return requests(ResponsesCall::read);
  }

  @TestFactory
  final Stream<DynamicTest> requests_spliced_areSameTrees() {
    return requests(ResponsesContract::own);
  }

  private static ChatCall own(String request) {
    ChatCall call = ResponsesCall.read(request);
    Extra extra = call.origin().extra();
    Origin origin = new Origin(Origin.OPENAI_RESPONSES, extra, CallerBody.of(request));
    return call.toBuilder().origin(origin).build();
  }

  private Stream<DynamicTest> requests(Reading reading) {
    return Recordings.of(folder, "/responses").stream()
        .map(recorded ->
            dynamicTest(
                recorded.name(),
                () -> same(requireNonNull(Recordings.request(folder, recorded)), reading)));
  }

  private void same(String request, Reading reading) {
    Exchange<ChatEvent> exchange = exchange(reading.call(request));
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    expected.put("store", false);
    assertThat(exchange.request().target()).endsWith("/responses");
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange)).isEqualTo(expected);
  }

  private Exchange<ChatEvent> exchange(ChatCall call) {
    return (Exchange<ChatEvent>)
        HostProbe.of(factory, Map.of("api", "responses")).provider().chat(call);
  }

  /** Synthetic, after OpenAI's reference; so is the next one. */
  @Test
  final void splice_callersBytes_goOnAsTheyAre() {
    String own = "\"input\" : \"\\u0048i\", \"temperature\": 0.50, \"x_own\":[1, 2.50]";
    String body = "{\"model\":\"alias\", " + own + ",\"stream\":true, \"store\": true}";
    ChatCall call = own(body).toBuilder().model("the-model").build();
    Exchange<ChatEvent> exchange = exchange(call);
    String sent = Requests.body(exchange);
    assertThat(sent).contains(own).contains("\"store\": true");
    JsonNode tree = JSON.readTree(sent);
    assertThat(tree.path("model").asString()).isEqualTo("the-model");
    assertThat(tree.path("stream").asBoolean()).isTrue();
    assertThat(tree.has("include")).as("what is stored needs no seal").isFalse();
    assertThat(exchange.dropped()).isEmpty();
    assertThat(exchange.dialect()).isEqualTo(Origin.OPENAI_RESPONSES);
  }

  @Test
  final void splice_storageUnsaid_isSealedIfTheHostSeals() {
    Exchange<ChatEvent> exchange = exchange(own("{\"model\":\"m\",\"input\":\"Hi\"}"));
    JsonNode tree = Requests.json(exchange);
    assertThat(tree.path("store").asBoolean(true)).isFalse();
    assertThat(tree.path("include").toString())
        .isEqualTo(seals ? "[\"reasoning.encrypted_content\"]" : "");
    assertThat(exchange.dialect()).isEqualTo(seals ? null : Origin.OPENAI_RESPONSES);
  }
}
