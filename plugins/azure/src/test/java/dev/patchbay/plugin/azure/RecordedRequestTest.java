package dev.patchbay.plugin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.ChatCompletionsCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.plugin.testkit.ResponsesCall;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.testkit.RecordedCase;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a working client sent must be the same tree, at the same address, when it is read into a
 * neutral call and built anew; with the exceptions of the table here.
 */
final class RecordedRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One allowed difference, applied to the recorded request before it is compared. */
  private record Difference(String reason, BiConsumer<ObjectNode, String> apply) {}

  private static final List<Difference> TABLE =
      List.of(
          new Difference(
              "without usage a stream can't be accounted, and older versions can't be asked",
              (request, target) -> {
                boolean chat = target.contains("/chat/");
                if (chat && request.path("stream").asBoolean(false)) {
                  request.withObject("/stream_options").put("include_usage", true);
                }
              }),
          new Difference(
              "not to stream is what an absent member means",
              (request, target) -> {
                if (!request.path("stream").asBoolean(true)) {
                  request.remove("stream");
                }
              }),
          new Difference(
              "a deployment's route has the model in the address; the body may say it again",
              (request, target) -> {
                if (!request.has("model")) {
                  request.put("model", target.replaceAll(".*/deployments/([^/]*)/.*", "$1"));
                }
              }),
          new Difference(
              "OpenAI's newer name of the limit",
              (request, target) -> {
                JsonNode limit = request.remove("max_tokens");
                if (limit != null) {
                  String name =
                      target.startsWith("/models/") ? "max_tokens" : "max_completion_tokens";
                  request.set(name, limit);
                }
              }),
          new Difference(
              "a model that thinks is asked to seal its thinking, even if the caller forgot to",
              (request, target) -> {
                String model = request.path("model").asString("");
                if (target.endsWith("/responses") && model.matches("(gpt-5|o\\d).*")) {
                  request.remove("include");
                  request.putArray("include").add("reasoning.encrypted_content");
                  request.put("store", false);
                }
              }),
          new Difference(
              "a single text is content without a list",
              (request, target) -> {
                for (JsonNode item : request.path("input")) {
                  JsonNode content = item.path("content");
                  if (content.size() == 1 && content.get(0).has("text")) {
                    ((ObjectNode) item).set("content", content.get(0).path("text"));
                  }
                }
              }));

  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    Stream<DynamicTest> chats =
        Recordings.chatCompletions("azure-openai").stream()
            .filter(found -> Recordings.request("azure-openai", found) != null)
            .map(found -> dynamicTest(found.name(), () -> same("azure-openai", found)));
    Stream<DynamicTest> responses =
        Recordings.of("azure-responses").stream()
            .map(found -> dynamicTest(found.name(), () -> same("azure-responses", found)));
    return Stream.concat(chats, responses);
  }

  private static void same(String folder, RecordedCase recorded) {
    URI url = URI.create(Recordings.meta(folder, recorded).path("url").asString());
    String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    String request = String.valueOf(Recordings.request(folder, recorded));
    ObjectNode expected = (ObjectNode) JSON.readTree(request);
    TABLE.forEach(difference -> difference.apply().accept(expected, target));
    Map<String, Object> settings = settings(folder, url);
    if (String.valueOf(settings.get("api-version")).compareTo("2024-05") < 0) {
      expected.remove("stream_options");
    }
    ChatCall read = folder.endsWith("responses") ? ResponsesCall.read(request) : chat(request);
    ChatCall call = read.toBuilder().model(expected.path("model").asString()).build();
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(settings).chat(call);
    assertThat(exchange.request().target()).isEqualTo(target);
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange)).isEqualTo(expected);
  }

  private static ChatCall chat(String request) {
    return ChatCompletionsCall.read(request);
  }

  private static Map<String, Object> settings(String folder, URI url) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("api", folder.endsWith("responses") ? "responses" : "chat");
    settings.put("route", url.getPath().startsWith("/models/") ? "models" : "openai");
    if (url.getQuery() != null) {
      settings.put("api-version", url.getQuery().replace("api-version=", ""));
    }
    return settings;
  }
}
