package dev.patchbay.plugin.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.ChatCompletionsCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.RecordedFolder;
import dev.patchbay.spi.testkit.SmallJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a working client sent must be the same tree when it is sent on: read into a neutral call and
 * built anew, with the exceptions of the table here; and spliced, with no exception.
 */
final class RecordedRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One allowed difference, applied to the recorded request before it is compared. */
  private record Difference(String reason, Consumer<ObjectNode> apply) {}

  private static final Difference NO_SYSTEM =
      new Difference(
          "o1-mini refuses messages of the system's",
          request -> {
            if (request.path("model").asString("").startsWith("o1-mini")) {
              ((ObjectNode) request.path("messages").path(0)).put("role", "user");
            }
          });

  private static final List<Difference> AT_OPENAI =
      List.of(
          NO_SYSTEM,
          new Difference(
              "without usage a stream can't be accounted",
              request -> {
                if (request.path("stream").asBoolean(false)) {
                  request.withObject("/stream_options").put("include_usage", true);
                }
              }),
          new Difference(
              "not to stream is what an absent member means",
              request -> {
                if (!request.path("stream").asBoolean(true)) {
                  request.remove("stream");
                }
              }),
          new Difference(
              "OpenAI's newer name of the limit is taken by all its models",
              request -> {
                JsonNode limit = request.remove("max_tokens");
                if (limit != null) {
                  request.set("max_completion_tokens", limit);
                }
              }));

  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    Path folder = Recordings.folder("openai-chat");
    Provider provider = Wire.provider(null, Map.of());
    return RecordedFolder.read(folder).stream()
        .map(recorded ->
            dynamicTest(
                recorded.name(),
                () -> rebuilt(provider, RecordedFolder.request(folder, recorded.name()))));
  }

  private static void rebuilt(Provider provider, @Nullable String request) {
    assertThat(request).as("recorded request").isNotNull();
    if (request == null) {
      return;
    }
    ChatCall call = ChatCompletionsCall.read(request);
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) provider.chat(call);
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    AT_OPENAI.forEach(difference -> difference.apply().accept(expected));
    assertThat(exchange.dropped()).isEmpty();
    assertThat(JSON.readTree(body(exchange))).isEqualTo(expected);
  }

  @TestFactory
  Stream<DynamicTest> recorded_spliced_isSameTreeWithTheSameDigits() {
    return Stream.concat(Stream.of("openai-chat"), HostContract.HOSTS.stream())
        .flatMap(host ->
            Recordings.chatCompletions(host).stream()
                .map(recorded -> RecordedFolder.request(Recordings.folder(host), recorded.name()))
                .filter(RecordedRequestTest::isChat)
                .map(request -> dynamicTest(host, () -> spliced(host, request))));
  }

  private static boolean isChat(@Nullable String request) {
    return request != null && SmallJson.object(request).get("messages") instanceof List;
  }

  private static void spliced(String host, @Nullable String request) {
    ChatCall call = ChatCompletionsCall.read(requireNonNull(request));
    Provider provider =
        Wire.provider(host.equals("openai-chat") ? null : "https://host.example", Map.of());
    Origin origin = new Origin(Origin.OPENAI_CHAT, call.origin().extra(), CallerBody.of(request));
    Exchange<ChatEvent> exchange =
        (Exchange<ChatEvent>) provider.chat(call.toBuilder().origin(origin).build());
    // The model refuses the one; as in the table.
    boolean old = call.model().startsWith("o1-mini");
    String sent = old ? request.replace("\"role\": \"system\"", "\"role\": \"user\"") : request;
    Map<String, @Nullable Object> expected = SmallJson.object(sent);
    // One recording names no model; routing always does.
    expected.put("model", call.model());
    if (call.stream()) {
      Map<String, @Nullable Object> options = new HashMap<>();
      if (expected.get("stream_options") instanceof Map<?, ?> said) {
        said.forEach((name, value) -> options.put(name.toString(), value));
      }
      options.put("include_usage", true);
      expected.put("stream_options", options);
    }
    assertThat(exchange.dropped()).isEmpty();
    assertThat(SmallJson.object(body(exchange))).isEqualTo(expected);
  }

  static String body(Exchange<?> exchange) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : exchange.request().body()) {
      ByteBuffer copy = piece.duplicate();
      byte[] part = new byte[copy.remaining()];
      copy.get(part);
      bytes.writeBytes(part);
    }
    return bytes.toString(UTF_8);
  }
}
