package dev.patchbay.plugin.deepseek;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.plugin.testkit.ResponsesCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contract of Responses, with every recording of them here. */
final class DeepSeekResponsesContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new DeepSeekFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    Settings settings = Settings.of(Map.of("api", "responses"));
    return new EndpointConfig("responses", null, Secret.of(KEY), null, settings);
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of("deepseek", "/responses").stream()
        .map(recorded ->
            recorded
                .ending(Ending.COMPLETED)
                .giving(Recordings.golden("deepseek", recorded.name())))
        .toList();
  }

  /** Differences: nothing is stored unless the caller asks for it. */
  @TestFactory
  Stream<DynamicTest> requests_builtAnew_areSameTrees() {
    return Recordings.of("deepseek", "/responses").stream()
        .map(recorded ->
            dynamicTest(
                recorded.name(),
                () -> same(requireNonNull(Recordings.request("deepseek", recorded)))));
  }

  private void same(String request) {
    Provider provider = factory().create(endpoint(), new TestContext(Instant.EPOCH));
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) provider.chat(ResponsesCall.read(request));
    ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree(request);
    expected.put("store", false);
    assertThat(exchange.request().target()).endsWith("/responses");
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange)).isEqualTo(expected);
  }
}
