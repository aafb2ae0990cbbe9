package dev.patchbay.plugin.bedrock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.ChatCompletionsCall;
import dev.patchbay.plugin.testkit.MessagesCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.plugin.testkit.ResponsesCall;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.testkit.CallerBody;
import dev.patchbay.spi.testkit.RecordedCase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What working clients sent to the APIs that speak another maker's dialect must be the same tree
 * when it is sent on: read into a neutral call and built anew, and spliced; with the exceptions of
 * the tables here.
 */
final class RecordedDialectRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One allowed difference, applied to the recorded request before it is compared. */
  private record Difference(String reason, Consumer<ObjectNode> apply) {}

  private static final Difference USAGE =
      new Difference(
          "without usage a stream can't be accounted",
          request -> {
            if (request.has("messages") && request.path("stream").asBoolean(false)) {
              request.withObject("/stream_options").put("include_usage", true);
            }
          });

  private static final Difference NOTHING_STORED =
      new Difference(
          "nothing is to be stored",
          request -> {
            if (request.has("input")) {
              request.put("store", false);
            }
          });

  private static final Difference UNSTREAMED =
      new Difference(
          "not to stream is what an absent member means",
          request -> {
            if (!request.path("stream").asBoolean(true)) {
              request.remove("stream");
            }
          });

  private static final Difference UNDESCRIBED =
      new Difference(
          "null is what an absent description means",
          request ->
              request
                  .path("tools")
                  .forEach(tool -> {
                    if (tool.path("description").isNull()) {
                      ((ObjectNode) tool).remove("description");
                    }
                  }));

  private static final List<Difference> ANEW =
      List.of(USAGE, NOTHING_STORED, UNSTREAMED, UNDESCRIBED);

  private static final List<Difference> SPLICED = List.of(USAGE, NOTHING_STORED, UNSTREAMED);

  /** A recorded case, and the settings of an endpoint that reaches where it was recorded. */
  private record Sent(String folder, RecordedCase recorded, String service) {
    String path() {
      return Recordings.path(folder, recorded);
    }

    String api() {
      return path().contains("/invoke")
          ? "invoke"
          : path().endsWith("/responses") ? "responses" : "chat";
    }

    String body() {
      return requireNonNull(Recordings.request(folder, recorded));
    }

    ChatCall call() {
      return switch (api()) {
        case "invoke" -> {
          String model = path().replaceAll("^/model/|/[^/]*$", "");
          String plain = URLDecoder.decode(model, StandardCharsets.UTF_8);
          yield MessagesCall.read(body(), plain, recorded.streamed(), "bedrock");
        }
        case "responses" -> ResponsesCall.read(body());
        default -> ChatCompletionsCall.read(body());
      };
    }

    Origin origin(ChatCall call) {
      String dialect =
          switch (api()) {
            case "invoke" -> Origin.ANTHROPIC_MESSAGES;
            case "responses" -> Origin.OPENAI_RESPONSES;
            default -> Origin.OPENAI_CHAT;
          };
      return new Origin(dialect, call.origin().extra(), CallerBody.of(body()));
    }

    void check(ChatCall call, List<Difference> differences) {
      Map<String, Object> settings = Map.of("api", api(), "service", service);
      Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(null, settings).chat(call);
      ObjectNode expected = (ObjectNode) JSON.readTree(body());
      differences.forEach(difference -> difference.apply().accept(expected));
      assertThat(exchange.dropped()).isEmpty();
      assertThat(exchange.request().target()).isEqualTo(path());
      assertThat(Requests.json(exchange)).isEqualTo(expected);
    }
  }

  private static Stream<DynamicTest> each(Consumer<Sent> check) {
    return Map.of(
            "bedrock-invoke", "runtime", "bedrock-openai", "runtime", "bedrock-mantle", "mantle")
        .entrySet()
        .stream()
        .flatMap(folder ->
            Recordings.of(folder.getKey()).stream()
                .map(recorded -> new Sent(folder.getKey(), recorded, folder.getValue())))
        .map(sent ->
            dynamicTest(sent.folder() + "/" + sent.recorded().name(), () -> check.accept(sent)));
  }

  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    return each(sent -> sent.check(sent.call(), ANEW));
  }

  @TestFactory
  Stream<DynamicTest> recorded_spliced_isSameTree() {
    return each(sent -> {
      ChatCall call = sent.call();
      sent.check(call.toBuilder().origin(sent.origin(call)).build(), SPLICED);
    });
  }
}
