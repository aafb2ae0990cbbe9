package dev.patchbay.plugin.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.plugin.testkit.ResponsesCall;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.testkit.CallerBody;
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
 * What a working client sent must be the same tree when it is sent on: read into a neutral call and
 * built anew, and spliced; with the exceptions of the tables here.
 */
final class RecordedResponsesRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One allowed difference, applied to the recorded request before it is compared. */
  private record Difference(String reason, Consumer<ObjectNode> apply) {}

  private static final Difference NOTHING_STORED =
      new Difference(
          "nothing is to be stored, and models that think seal their thinking then",
          request -> {
            boolean unsaid = !request.has("store");
            boolean thinks = request.path("model").asString().matches("(openai\\.)?(gpt-5|o\\d).*");
            if (unsaid) {
              request.put("store", false);
            }
            if (!request.has("include") && unsaid && thinks) {
              request.putArray("include").add("reasoning.encrypted_content");
            }
          });

  private static final List<Difference> ANEW =
      List.of(
          NOTHING_STORED,
          new Difference(
              "a model that thinks is asked to seal its thinking, even if the caller forgot to",
              request -> {
                String model = request.path("model").asString();
                request.remove("include");
                if (model.matches("(openai\\.)?(gpt-5|o\\d).*")) {
                  request.putArray("include").add("reasoning.encrypted_content");
                }
              }),
          new Difference(
              "not to stream, and no instructions, are what absent members mean",
              request -> {
                if (!request.path("stream").asBoolean(true)) {
                  request.remove("stream");
                }
                if (request.path("instructions").asString("").isEmpty()) {
                  request.remove("instructions");
                }
              }),
          new Difference(
              "null is what an absent description means",
              request ->
                  request
                      .path("tools")
                      .forEach(tool -> {
                        if (tool.path("description").isNull()) {
                          ((ObjectNode) tool).remove("description");
                        }
                      })),
          new Difference(
              "a single text is content without a list",
              request -> request.path("input").forEach(item -> plain((ObjectNode) item))));

  private static void plain(ObjectNode item) {
    JsonNode content = item.path("content");
    if (content.size() == 1 && content.get(0).has("text")) {
      item.set("content", content.get(0).path("text"));
    }
    if (item.path("type").asString("").equals("message")) {
      item.remove("type");
    }
  }

  private static Stream<String> requests(String folder) {
    return ResponsesContractTest.responses(folder)
        .flatMap(recorded -> Stream.ofNullable(Recordings.request(folder, recorded)));
  }

  private static Stream<DynamicTest> each(Consumer<String> check) {
    return ResponsesContractTest.FOLDERS.stream()
        .flatMap(folder ->
            requests(folder).map(request -> dynamicTest(folder, () -> check.accept(request))));
  }

  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    return each(RecordedResponsesRequestTest::anew);
  }

  private static Exchange<ChatEvent> sent(ChatCall call) {
    Provider provider = Wire.provider(null, Map.of("api", "responses"));
    return (Exchange<ChatEvent>) provider.chat(call);
  }

  private static void anew(String request) {
    Exchange<ChatEvent> exchange = sent(ResponsesCall.read(request));
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    ANEW.forEach(difference -> difference.apply().accept(expected));
    assertThat(exchange.dropped()).isEmpty();
    assertThat(exchange.request().target()).isEqualTo("/v1/responses");
    assertThat(Requests.json(exchange)).isEqualTo(expected);
  }

  @TestFactory
  Stream<DynamicTest> recorded_spliced_isSameTree() {
    return each(RecordedResponsesRequestTest::spliced);
  }

  private static void spliced(String request) {
    ChatCall call = ResponsesCall.read(request);
    Origin origin =
        new Origin(Origin.OPENAI_RESPONSES, call.origin().extra(), CallerBody.of(request));
    Exchange<ChatEvent> exchange = sent(call.toBuilder().origin(origin).build());
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    NOTHING_STORED.apply().accept(expected);
    if (!call.stream()) {
      expected.remove("stream");
    }
    assertThat(exchange.dropped()).isEmpty();
    assertThat(exchange.dialect()).isEqualTo(Origin.OPENAI_RESPONSES);
    assertThat(Requests.json(exchange)).isEqualTo(expected);
  }
}
