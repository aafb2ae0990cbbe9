package dev.patchbay.plugin.vertex;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.GeminiCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What working clients sent is the same tree when it is built anew (Gemini), or sent on from a
 * caller of the same dialect (Claude). But for these differences of Gemini's:
 *
 * <ul>
 *   <li>an instruction's {@code role} is not read by the service, so none is sent;
 *   <li>whole numbers are written without a fraction;
 *   <li>the version of the API is v1 for all, and enums as numbers are not asked for.
 * </ul>
 */
final class RecordedRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern LOCATION = Pattern.compile("/locations/([^/]+)/");

  private static String region(JsonNode meta) {
    Matcher matcher = LOCATION.matcher(meta.path("url").asString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String url(Exchange<ChatEvent> exchange, String region) {
    return Wire.provider(region, Map.of()).origins().get(0) + exchange.request().target();
  }

  @TestFactory
  Stream<DynamicTest> gemini_builtAnew_isSameTree() {
    return Recordings.of("vertex-gemini").stream()
        .map(recorded -> dynamicTest(recorded.name(), () -> gemini(recorded)));
  }

  private static void gemini(RecordedCase recorded) {
    String request = requireNonNull(Recordings.request("vertex-gemini", recorded));
    JsonNode meta = Recordings.meta("vertex-gemini", recorded);
    String region = region(meta);
    String model = meta.path("model").asString();
    ChatCall call = GeminiCall.read(request, model, "vertex", recorded.streamed());
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(region, Map.of()).chat(call);
    String expectedUrl = meta.path("url").asString().replaceFirst("\\?%24alt.*", "");
    assertThat(url(exchange, region)).isEqualTo(expectedUrl.replace("/v1beta1/", "/v1/"));
    assertThat(exchange.dropped()).isEmpty();
    ObjectNode expected = (ObjectNode) JSON.readTree(request.replaceAll("(\\d)\\.0\\b", "$1"));
    if (expected.path("systemInstruction") instanceof ObjectNode instruction) {
      instruction.remove("role");
    }
    assertThat(Requests.json(exchange)).isEqualTo(expected);
  }

  @TestFactory
  Stream<DynamicTest> claude_sentOn_isSameTree() {
    return Recordings.of("vertex-anthropic").stream()
        .map(recorded -> dynamicTest(recorded.name(), () -> claude(recorded)));
  }

  private static void claude(RecordedCase recorded) {
    String request = requireNonNull(Recordings.request("vertex-anthropic", recorded));
    JsonNode meta = Recordings.meta("vertex-anthropic", recorded);
    ObjectNode asked = (ObjectNode) JSON.readTree(request);
    asked.remove("anthropic_version");
    asked.put("model", "alias");
    Origin origin =
        new Origin(
            Origin.ANTHROPIC_MESSAGES, Extra.NONE, CallerBody.of(JSON.writeValueAsString(asked)));
    ChatCall call =
        ChatCall.builder(
                meta.path("model").asString(), List.of(Message.of(Message.USER, "read elsewhere")))
            .origin(origin)
            .build();
    String region = region(meta);
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(region, Map.of()).chat(call);
    assertThat(url(exchange, region)).isEqualTo(meta.path("url").asString());
    assertThat(Requests.json(exchange)).isEqualTo(JSON.readTree(request));
    assertThat(exchange.dialect()).isEqualTo(Origin.ANTHROPIC_MESSAGES);
  }
}
