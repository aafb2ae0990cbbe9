package dev.patchbay.plugin.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contract at a host like OpenAI, with every recording of its chat completions; and what
 * working clients sent there must be the same tree when it is sent on, built anew and spliced, with
 * the differences that the host's test gives reasons for.
 */
public abstract class HostContract extends ProviderContract {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One allowed difference, applied to the recorded request before it is compared. */
  public record Difference(String reason, Consumer<ObjectNode> apply) {
    /** A member under another name. */
    public static Difference renamed(String reason, String from, String to) {
      return new Difference(
          reason,
          request -> {
            JsonNode value = request.remove(from);
            if (value != null) {
              request.set(to, value);
            }
          });
    }

    /** A member that is left out. */
    public static Difference without(String reason, String member) {
      return new Difference(reason, request -> request.remove(member));
    }
  }

  /** What every host's requests have in common. */
  private static final Difference USAGE =
      new Difference(
          "without usage a stream can't be accounted",
          request -> {
            if (request.path("stream").asBoolean(false)) {
              request.withObject("/stream_options").put("include_usage", true);
            }
          });

  private static final Difference WHOLE =
      new Difference(
          "not to stream is what an absent member means",
          request -> {
            if (!request.path("stream").asBoolean(true)) {
              request.remove("stream");
            }
          });

  private final String folder;
  private final ProviderFactory factory;

  protected HostContract(String folder, ProviderFactory factory) {
    this.folder = folder;
    this.factory = factory;
  }

  /** The recordings that end in a failure, by name. */
  protected Map<String, ErrorKind> failures() {
    return Map.of();
  }

  /** How requests differ from the recorded ones. */
  protected List<Difference> differences() {
    return List.of();
  }

  /** How those that are built anew differ besides. */
  protected List<Difference> differencesAnew() {
    return List.of();
  }

  @Override
  protected final ProviderFactory factory() {
    return factory;
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.chatCompletions(folder).stream().map(this::expecting).toList();
  }

  private RecordedCase expecting(RecordedCase recorded) {
    ErrorKind failure = failures().get(recorded.name());
    RecordedCase ending =
        failure == null ? recorded.ending(Ending.COMPLETED) : recorded.failing(failure);
    return Recordings.hasGolden(folder, recorded.name())
        ? ending.giving(Recordings.golden(folder, recorded.name()))
        : ending;
  }

  @Override
  protected List<Twins> twins() {
    return cases().stream()
        .filter(recorded -> recorded.streamed() && recorded.ending() == Ending.COMPLETED)
        .map(stream -> new Twins(StreamJoiner.compact(stream), StreamJoiner.whole(stream)))
        .toList();
  }

  @TestFactory
  final Stream<DynamicTest> requests_builtAnew_areSameTrees() {
    List<Difference> all =
        Stream.concat(differences().stream(), differencesAnew().stream()).toList();
    return requests(ChatCompletionsCall::read, all);
  }

  @TestFactory
  final Stream<DynamicTest> requests_spliced_areSameTrees() {
    return requests(
        request -> {
          ChatCall call = ChatCompletionsCall.read(request);
          Origin origin =
              new Origin(Origin.OPENAI_CHAT, call.origin().extra(), CallerBody.of(request));
          return call.toBuilder().origin(origin).build();
        },
        differences());
  }

  private interface Reading {
    ChatCall call(String request);
  }

  private Stream<DynamicTest> requests(Reading reading, List<Difference> allowed) {
    return Recordings.chatCompletions(folder).stream()
        .filter(this::isChat)
        .map(recorded ->
            dynamicTest(
                recorded.name(),
                () ->
                    same(requireNonNull(Recordings.request(folder, recorded)), reading, allowed)));
  }

  private boolean isChat(RecordedCase recorded) {
    String request = Recordings.request(folder, recorded);
    return request != null && JSON.readTree(request).path("messages").isArray();
  }

  private void same(String request, Reading reading, List<Difference> allowed) {
    Provider provider =
        factory.create(endpoint(), new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
    ChatCall call = reading.call(request);
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) provider.chat(call);
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    Stream.concat(Stream.of(USAGE, WHOLE), allowed.stream())
        .forEach(difference -> difference.apply().accept(expected));
    // Some recordings name no model; routing always does.
    expected.put("model", call.model());
    ObjectNode sent = (ObjectNode) Requests.json(exchange);
    WHOLE.apply().accept(sent);
    assertThat(exchange.dropped()).isEmpty();
    assertThat(plain(sent)).isEqualTo(plain(expected));
  }

  /** Null says nothing, at the top and in messages; 0.0 is 0. */
  private static ObjectNode plain(ObjectNode request) {
    for (Map.Entry<String, JsonNode> member : request.properties()) {
      if (member.getValue().isNumber()) {
        request.put(member.getKey(), member.getValue().asDouble());
      }
    }
    request.removeIf(JsonNode::isNull);
    for (JsonNode message : request.path("messages")) {
      ((ObjectNode) message).removeIf(JsonNode::isNull);
    }
    return request;
  }
}
