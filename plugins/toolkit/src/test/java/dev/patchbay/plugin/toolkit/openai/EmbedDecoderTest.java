package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Usage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that the recordings don't show. All bodies here are synthetic. */
final class EmbedDecoderTest {
  private record Head(int status, String type) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return name.equals("content-type") ? type : null;
    }
  }

  private static List<EmbedEvent> decode(int inputs, String type, String body) {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    EmbedDecoder decoder = new EmbedDecoder(inputs, new ErrorReader(() -> now, null));
    List<EmbedEvent> events = new ArrayList<>();
    byte[] bytes = body.getBytes(UTF_8);
    decoder.head(new Head(200, type), events::add);
    decoder.bytes(bytes, 0, bytes.length, events::add);
    decoder.end(true, events::add);
    return events;
  }

  private static List<EmbedEvent> decode(int inputs, String body) {
    return decode(inputs, "application/json", body);
  }

  private static ProviderError failure(int inputs, String body) {
    List<EmbedEvent> events = decode(inputs, body);
    assertThat(events).singleElement().isInstanceOf(EmbedEvent.Failed.class);
    return ((EmbedEvent.Failed) events.get(0)).error();
  }

  private static String vector(int index, String embedding) {
    return "{\"embedding\":" + embedding + ",\"index\":" + index + "}";
  }

  private static String answer(String... vectors) {
    return "{\"data\":[" + String.join(",", vectors) + "],\"model\":\"m\"}";
  }

  private static String packed(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return '"' + Base64.getEncoder().encodeToString(bytes.array()) + '"';
  }

  @Test
  void base64_andNumbers_areTheSame() {
    List<EmbedEvent> events =
        decode(2, answer(vector(0, packed(0.1f, -2)), vector(1, "[ 0.1,-2e0 ]")));
    assertThat(events)
        .containsExactly(
            EmbedEvent.started("m"),
            EmbedEvent.vector(0, new float[] {0.1f, -2}),
            EmbedEvent.vector(1, new float[] {0.1f, -2}),
            EmbedEvent.completed());
  }

  @Test
  void index_inAnyOrderOrAbsent_isTheInputs() {
    assertThat(decode(2, answer(vector(1, "[1]"), vector(0, "[0]"))))
        .contains(EmbedEvent.vector(0, new float[] {0}), EmbedEvent.vector(1, new float[] {1}));
    assertThat(decode(2, answer("{\"embedding\":[5],\"index\":null}", "{\"embedding\":[6]}")))
        .contains(EmbedEvent.vector(0, new float[] {5}), EmbedEvent.vector(1, new float[] {6}));
  }

  @Test
  void usage_isInputAlone() {
    String body =
        "{\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7},\"data\":[" + vector(0, "[1]") + "]}";
    assertThat(decode(1, body))
        .contains(
            EmbedEvent.used(Usage.of(7, 0).withRaw("{\"prompt_tokens\":7,\"total_tokens\":7}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>no vectors here</html>",
        "{\"data\":[]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":-1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[]}]}",
        "{\"data\":[{\"index\":0},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[null]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[\"1\"]},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":null},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AAA\"},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"?\"},{\"index\":1,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}]",
      })
  void answer_thatIsNotOneVectorForEachInput_isUnreadable(String body) {
    assertThat(failure(2, body).kind()).isEqualTo(ErrorKind.BAD_RESPONSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"no luck\"}}",
        "{\"error\":{\"message\":\"no luck\"},\"data\":[{\"embedding\":[1]}]}",
        "{\"message\":\"no luck\"}",
        "[{\"error\":{\"message\":\"no luck\"}}]",
        "\"no luck\""
      })
  void error_underAGoodStatus_isAnError(String body) {
    assertThat(failure(1, body).message()).isEqualTo("no luck");
  }

  @Test
  void eventStream_isUnreadable() {
    assertThat(decode(1, "text/event-stream", "data: {}\n\n"))
        .singleElement()
        .isInstanceOfSatisfying(
            EmbedEvent.Failed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.BAD_RESPONSE));
  }
}
