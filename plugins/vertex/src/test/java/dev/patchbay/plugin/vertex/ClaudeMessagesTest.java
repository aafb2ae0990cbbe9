package dev.patchbay.plugin.vertex;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.MessagesCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.Replay;
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
 * Requests for Claude, after Google's page "Request predictions with Claude models": those of the
 * Messages API, with the model in the path and {@code anthropic_version} in the body. Beside what
 * was recorded at Vertex AI stands what was recorded at Anthropic: the two have the same messages
 * and the same streams.
 */
final class ClaudeMessagesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MODEL = "claude-sonnet-4-5@20250929";

  private static Exchange<ChatEvent> exchange(ChatCall call) {
    return (Exchange<ChatEvent>) Wire.provider("us-east5", Map.of()).chat(call);
  }

  private static Stream<DynamicTest> recorded(String folder, Recorded test) {
    return Recordings.of(folder).stream()
        .filter(recorded -> Recordings.request(folder, recorded) != null)
        .map(recorded ->
            dynamicTest(
                folder + "/" + recorded.name(),
                () -> test.run(requireNonNull(Recordings.request(folder, recorded)), recorded)));
  }

  private interface Recorded {
    void run(String request, RecordedCase recorded);
  }

  @TestFactory
  Stream<DynamicTest> claude_builtAnew_isSameTree() {
    return Stream.of("vertex-anthropic", "anthropic")
        .flatMap(folder -> recorded(folder, ClaudeMessagesTest::anew));
  }

  private static void anew(String request, RecordedCase recorded) {
    ChatCall call = MessagesCall.read(request, MODEL, recorded.streamed(), "vertex");
    ObjectNode expected = expected(request);
    if (!recorded.streamed()) {
      // Not to stream is what an absent member means.
      expected.remove("stream");
    }
    same(exchange(call), expected, recorded.streamed());
  }

  @TestFactory
  Stream<DynamicTest> claude_sentOnFromAnthropicsCaller_isSameTree() {
    return recorded("anthropic", ClaudeMessagesTest::sentOn);
  }

  private static void sentOn(String request, RecordedCase recorded) {
    ChatCall call = MessagesCall.read(request, MODEL, recorded.streamed(), "vertex");
    Extra extra = call.origin().extra();
    Origin origin = new Origin(Origin.ANTHROPIC_MESSAGES, extra, CallerBody.of(request));
    ObjectNode expected = expected(request);
    same(exchange(call.toBuilder().origin(origin).build()), expected, recorded.streamed());
  }

  private static ObjectNode expected(String request) {
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    expected.remove("model");
    expected.put("anthropic_version", "vertex-2023-10-16");
    return expected;
  }

  private static void same(Exchange<ChatEvent> exchange, ObjectNode expected, boolean streamed) {
    String method = streamed ? "streamRawPredict" : "rawPredict";
    assertThat(exchange.request().target())
        .isEqualTo(
            "/v1/projects/example-project/locations/us-east5/publishers/anthropic/models/"
                + MODEL
                + ":"
                + method);
    assertThat(exchange.dropped()).isEmpty();
    JsonNode sent = Requests.json(exchange);
    assertThat(sent).isEqualTo(expected);
    assertThat(sent.path("stream").asBoolean(false)).isEqualTo(streamed);
  }

  /** What the service's own tools did goes back as it came. */
  @Test
  void claude_opaqueBlocks_comeAndGoBack() {
    RecordedCase fetch =
        Recordings.of("anthropic").stream()
            .filter(recorded -> recorded.name().equals("stream-web-fetch"))
            .findFirst()
            .orElseThrow();
    ChatCall hi =
        ChatCall.builder(MODEL, List.of(Message.of(Message.USER, "Fetch it"))).stream(true).build();
    List<Part> opaque =
        Replay.gently(exchange(hi).decoder(), fetch).stream()
            .filter(ChatEvent.Opaque.class::isInstance)
            .map(event -> (ChatEvent.Opaque) event)
            .<Part>map(event -> new Part.Opaque(event.type(), event.json(), Marks.NONE))
            .toList();
    assertThat(opaque)
        .extracting(part -> ((Part.Opaque) part).type())
        .containsExactly("vertex.server_tool_use", "vertex.bash_code_execution_tool_result");
    List<Message> messages =
        List.of(
            Message.of(Message.USER, "Fetch it"),
            Message.of(Message.ASSISTANT, opaque),
            Message.of(Message.USER, "On"));
    Exchange<ChatEvent> next = exchange(hi.toBuilder().messages(messages).build());
    assertThat(next.dropped()).isEmpty();
    JsonNode content = Requests.json(next).at("/messages/1/content");
    for (int i = 0; i < opaque.size(); i++) {
      assertThat(content.path(i)).isEqualTo(JSON.readTree(((Part.Opaque) opaque.get(i)).json()));
    }
  }
}
