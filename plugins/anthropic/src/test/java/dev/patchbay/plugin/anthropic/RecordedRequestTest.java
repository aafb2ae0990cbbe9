package dev.patchbay.plugin.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.MessagesCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.toolkit.anthropic.MessagesRequest;
import dev.patchbay.plugin.toolkit.anthropic.Variant;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.RecordedCase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a working client sent must be the same tree when it is sent on: read into a neutral call and
 * built anew, and spliced. The one difference: not to stream is what an absent member means, so it
 * is not said anew.
 */
final class RecordedRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Sent(String folder, RecordedCase recorded, Variant variant, String request) {
    boolean streamed() {
      return recorded.streamed();
    }

    String model() {
      return Recordings.meta(folder, recorded).path("model").asString();
    }

    ChatCall call() {
      return MessagesCall.read(request, model(), streamed(), variant.provider());
    }
  }

  private static Stream<Sent> sent() {
    return Stream.of(
            sent("anthropic", Variant.anthropic("anthropic")),
            sent("vertex-anthropic", Variant.vertex("vertex")),
            sent("bedrock-invoke", Variant.bedrock("bedrock")))
        .flatMap(List::stream);
  }

  private static List<Sent> sent(String folder, Variant variant) {
    return Recordings.of(folder).stream()
        .filter(recorded -> Recordings.request(folder, recorded) != null)
        .map(recorded ->
            new Sent(
                folder, recorded, variant, requireNonNull(Recordings.request(folder, recorded))))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    return sent()
        .map(sent ->
            dynamicTest(
                sent.folder() + "/" + sent.recorded().name(),
                () -> {
                  ObjectNode expected = (ObjectNode) JSON.readTree(sent.request());
                  if (!sent.streamed()) {
                    expected.remove("stream");
                  }
                  assertSame(sent.call(), sent.variant(), expected);
                }));
  }

  @TestFactory
  Stream<DynamicTest> recorded_spliced_isSameTree() {
    return sent()
        .map(sent ->
            dynamicTest(
                sent.folder() + "/" + sent.recorded().name(),
                () -> {
                  Origin origin =
                      new Origin(
                          Origin.ANTHROPIC_MESSAGES,
                          sent.call().origin().extra(),
                          CallerBody.of(sent.request()));
                  ChatCall call = sent.call().toBuilder().origin(origin).build();
                  assertSame(call, sent.variant(), JSON.readTree(sent.request()));
                }));
  }

  private static void assertSame(ChatCall call, Variant variant, JsonNode expected) {
    MessagesRequest built = MessagesRequest.of(call, variant, Capabilities.UNKNOWN);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : built.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    assertThat(built.dropped()).isEmpty();
    assertThat(JSON.readTree(bytes.toString(UTF_8))).isEqualTo(expected);
  }
}
