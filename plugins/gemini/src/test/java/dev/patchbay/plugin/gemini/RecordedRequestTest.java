package dev.patchbay.plugin.gemini;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.GeminiCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a working client sent, read into a neutral call and built anew, is the same tree. But for
 * these differences:
 *
 * <ul>
 *   <li>an instruction's {@code role} is not read by the service, so none is sent;
 *   <li>an empty {@code generationConfig} says nothing;
 *   <li>{@code parameters_json_schema} is written in camel case, as all other members are.
 * </ul>
 */
final class RecordedRequestTest {
  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    return Recordings.of("gemini", "enerateContent").stream()
        .map(recorded -> dynamicTest(recorded.name(), () -> rebuilt(recorded)));
  }

  private static void rebuilt(RecordedCase recorded) {
    String request = requireNonNull(Recordings.request("gemini", recorded));
    JsonNode meta = Recordings.meta("gemini", recorded);
    String model = meta.path("model").asString();
    ChatCall call = GeminiCall.read(request, model, "gemini", recorded.streamed());
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(null).chat(call);
    String recordedUrl = meta.path("url").asString();
    assertThat("https://generativelanguage.googleapis.com" + exchange.request().target())
        .isEqualTo(recordedUrl);
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange)).isEqualTo(expected(request));
  }

  private static JsonNode expected(String request) {
    ObjectNode expected =
        (ObjectNode)
            JsonMapper.shared()
                .readTree(request.replace("parameters_json_schema", "parametersJsonSchema"));
    if (expected.path("systemInstruction") instanceof ObjectNode instruction) {
      instruction.remove("role");
    }
    if (expected.path("generationConfig").isEmpty()) {
      expected.remove("generationConfig");
    }
    return expected;
  }
}
