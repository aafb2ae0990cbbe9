package dev.patchbay.plugin.toolkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.toolkit.anthropic.MessagesDecoder;
import dev.patchbay.plugin.toolkit.gemini.GeminiHost;
import dev.patchbay.plugin.toolkit.gemini.GenerateDecoder;
import dev.patchbay.plugin.toolkit.http.Framing;
import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.responses.ResponsesDecoder;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.Opaque;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.EventOrder;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.Replay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Generated images, which services send whole in one event. All streams are synthetic, after the
 * references of the services: Gemini's "Image generation" ({@code inlineData}), OpenRouter's "Image
 * Generation" ({@code delta.images}), OpenAI's "Image generation" ({@code image_generation_call})
 * and Anthropic's "Streaming messages".
 */
final class LargeMediaTest {
  private static final InstantSource NOW = () -> Instant.parse("2026-11-24T12:00:00Z");

  /** What 3 MiB are in base64. */
  private static final String IMAGE = "iVBORw0K".repeat(512 * 1024);

  private static List<ChatEvent> events(Decoder<ChatEvent> decoder, String... data) {
    String body = "data: " + String.join("\n\ndata: ", data) + "\n\n";
    Map<String, String> headers = Map.of("content-type", "text/event-stream");
    List<ChatEvent> events =
        Replay.gently(
            decoder, RecordedCase.of("synthetic", 200, headers, body.getBytes(UTF_8), true));
    EventOrder.check(events);
    return events;
  }

  /** The only opaque block of an answer that is whole. */
  private static Opaque opaque(List<ChatEvent> events) {
    assertThat(events.getLast()).isInstanceOf(ChatEvent.Completed.class);
    List<ChatEvent> all = events.stream().filter(Opaque.class::isInstance).toList();
    assertThat(all).hasSize(1);
    return (Opaque) all.getFirst();
  }

  private static void assertTooLarge(List<ChatEvent> events) {
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            ChatEvent.Failed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.BAD_RESPONSE));
  }

  private static ChatDecoder chat() {
    Dialect dialect =
        new Dialect("openrouter", false, Terminator.DONE, LimitField.BY_MODEL, null, Prefill.NONE);
    return new ChatDecoder(dialect, new ErrorReader(NOW, null));
  }

  private static String images(String data) {
    String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}";
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"images\":["
        + image.formatted(data)
        + "]}}]}";
  }

  @Test
  void chat_twoImages_areOneOpaqueBlock() {
    String stop = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    Opaque images = opaque(events(chat(), images(IMAGE), images(IMAGE), stop, "[DONE]"));
    assertThat(images.type()).isEqualTo("openrouter.images");
    assertThat(images.json().split("iVBORw0K", -1)).hasSize(2 * 512 * 1024 + 1);
  }

  @Test
  void chat_imagesWithoutEnd_failAtTheBound() {
    int most = Framing.MAX_EVENT / IMAGE.length();
    String[] data = new String[most + 1];
    Arrays.fill(data, images(IMAGE));
    assertTooLarge(events(chat(), data));
  }

  @Test
  void gemini_image_isOneOpaqueBlock() {
    String part = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + IMAGE + "\"}}";
    Opaque image =
        opaque(
            events(
                gemini(),
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
                    + part
                    + "]},\"index\":0}],\"modelVersion\":\"m\"}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},"
                    + "\"finishReason\":\"STOP\",\"index\":0}]}"));
    assertThat(image.type()).isEqualTo("gemini.inlineData");
    assertThat(image.json()).isEqualTo(part);
  }

  @Test
  void gemini_metadataWithoutEnd_failsAtTheBound() {
    String[] data = new String[Framing.MAX_EVENT / IMAGE.length() + 1];
    for (int i = 0; i < data.length; i++) {
      data[i] = "{\"candidates\":[{\"index\":%d,\"x\":\"%s\"}]}".formatted(i, IMAGE);
    }
    assertTooLarge(events(gemini(), data));
  }

  private static GenerateDecoder gemini() {
    return new GenerateDecoder(
        new GeminiHost("gemini", false),
        new dev.patchbay.plugin.toolkit.gemini.ErrorReader(NOW, null));
  }

  @Test
  void responses_image_isOneOpaqueBlock() {
    String item =
        "{\"id\":\"ig_1\",\"type\":\"image_generation_call\",\"status\":\"completed\","
            + "\"output_format\":\"png\",\"result\":\""
            + IMAGE
            + "\"}";
    Opaque image =
        opaque(
            events(
                new ResponsesDecoder(new ErrorReader(NOW, null)),
                "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"model\":\"m\"}}",
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":"
                    + "{\"id\":\"ig_1\",\"type\":\"image_generation_call\"}}",
                "{\"type\":\"response.image_generation_call.partial_image\",\"output_index\":0,"
                    + "\"partial_image_index\":0,\"partial_image_b64\":\""
                    + IMAGE
                    + "\"}",
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + item + "}",
                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":"
                    + "\"completed\",\"output\":["
                    + item
                    + "]}}"));
    assertThat(image.type()).isEqualTo("openai-responses.image_generation_call");
    assertThat(image.json()).isEqualTo(item);
  }

  @Test
  void messages_resultOfServersTool_isOneOpaqueBlock() {
    String block = "{\"type\":\"x_result\",\"data\":\"" + IMAGE + "\"}";
    Opaque result =
        opaque(
            events(
                new MessagesDecoder(
                    "anthropic", new dev.patchbay.plugin.toolkit.anthropic.ErrorReader(NOW, null)),
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[]}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}",
                "{\"type\":\"message_stop\"}"));
    assertThat(result.json()).isEqualTo(block);
  }
}
