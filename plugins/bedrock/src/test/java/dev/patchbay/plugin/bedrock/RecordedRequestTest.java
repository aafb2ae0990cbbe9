package dev.patchbay.plugin.bedrock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.testkit.RecordedCase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a working client sent must be the same tree when it is built anew from a neutral call. */
final class RecordedRequestTest {
  /** One allowed difference, applied to the recorded request before it is compared. */
  private record Difference(String reason, Consumer<ObjectNode> apply) {}

  private static final List<Difference> CONVERSE =
      List.of(
          new Difference(
              "members that say nothing are not sent",
              request -> {
                for (String name : List.of("system", "inferenceConfig")) {
                  if (request.path(name).isEmpty()) {
                    request.remove(name);
                  }
                }
              }),
          new Difference(
              "success is what an absent status means, and not all models take one",
              request ->
                  request
                      .path("messages")
                      .forEach(
                          message -> message.path("content").forEach(RecordedRequestTest::status))),
          new Difference(
              "neighbours of one role are one message: the service refuses them otherwise",
              RecordedRequestTest::join));

  private static void status(JsonNode block) {
    if (block.path("toolResult") instanceof ObjectNode result) {
      result.remove("status");
    }
  }

  private static void join(ObjectNode request) {
    ArrayNode messages = request.withArray("/messages");
    for (int i = messages.size() - 1; i > 0; i--) {
      if (messages.get(i).path("role").equals(messages.get(i - 1).path("role"))) {
        ArrayNode content = ((ObjectNode) messages.get(i - 1)).withArray("/content");
        messages.get(i).path("content").forEach(content::add);
        messages.remove(i);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> recorded_converse_builtAnew_isSameTree() {
    return Recordings.of("bedrock-converse").stream()
        .map(recorded -> dynamicTest(recorded.name(), () -> converse(recorded)));
  }

  private static void converse(RecordedCase recorded) {
    String path = Recordings.path("bedrock-converse", recorded);
    String model =
        URLDecoder.decode(path.replaceAll("^/model/|/[^/]*$", ""), StandardCharsets.UTF_8);
    String request = requireNonNull(Recordings.request("bedrock-converse", recorded));
    ChatCall call =
        ConverseCall.read(model, request).toBuilder().stream(path.endsWith("-stream")).build();
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(null, Map.of()).chat(call);
    ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree(request);
    CONVERSE.forEach(difference -> difference.apply().accept(expected));
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange)).isEqualTo(expected);
    assertThat(exchange.request().target()).isEqualTo(path.replace(":", "%3A"));
  }
}
