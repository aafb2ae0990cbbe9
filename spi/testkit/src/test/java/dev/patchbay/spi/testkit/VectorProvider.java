package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Usage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An honest provider that makes vectors, too: it reads {@code {"vectors":[[1,2],[3,4]],"used":5}}.
 * Open for wrong ones to break one thing each.
 */
class VectorProvider extends LineProvider {
  VectorProvider(EndpointConfig config) {
    super(config);
  }

  @Override
  public Answer<EmbedEvent> embed(EmbedCall call) {
    for (EmbedInput input : call.inputs()) {
      input(input);
    }
    Outbound request = Outbound.post(embedTarget(), headers(), List.of(utf8("{}")));
    return Exchange.of(request, vectors()).framed(Origin.OPENAI_EMBEDDINGS);
  }

  void input(EmbedInput input) {
    if (!(input instanceof EmbedInput.Text)) {
      throw new ProviderException(ErrorKind.UNSUPPORTED, "only texts");
    }
  }

  String embedTarget() {
    return target(null);
  }

  Decoder<EmbedEvent> vectors() {
    return new Vectors();
  }

  /** Reads vectors. */
  static class Vectors implements Decoder<EmbedEvent> {
    private static final int MOST = 1 << 20;

    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private boolean over;

    @Override
    public void head(ResponseHead head, Sink<EmbedEvent> out) {
      status = head.status();
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length, Sink<EmbedEvent> out) {
      if (over) {
        return;
      }
      body.write(buffer, offset, length);
      if (body.size() > MOST) {
        over = true;
        out.event(EmbedEvent.failed(error("longer than " + MOST + " bytes")));
      }
    }

    @Override
    public void end(boolean whole, Sink<EmbedEvent> out) {
      if (over) {
        return;
      }
      if (status != 200) {
        out.event(EmbedEvent.failed(error("status " + status)));
      } else if (whole) {
        answer(SmallJson.object(body.toString(UTF_8)), out);
      }
    }

    ProviderError error(String message) {
      return ProviderError.of(ErrorKind.UPSTREAM, message).withStatus(status);
    }

    void answer(Map<String, @Nullable Object> answer, Sink<EmbedEvent> out) {
      List<?> vectors = answer.get("vectors") instanceof List<?> list ? list : List.of();
      for (int i = 0; i < vectors.size(); i++) {
        out.event(EmbedEvent.vector(i, floats((List<?>) vectors.get(i))));
      }
      out.event(EmbedEvent.used(Usage.of(number(answer.get("used")), 0)));
      finish(out);
    }

    void finish(Sink<EmbedEvent> out) {
      out.frame(body.toByteArray(), 0, body.size());
      out.event(EmbedEvent.completed());
    }

    static float[] floats(List<?> numbers) {
      float[] values = new float[numbers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(numbers.get(i));
      }
      return values;
    }

    static int number(@Nullable Object value) {
      return value instanceof SmallJson.Numeral numeral ? Integer.parseInt(numeral.text()) : 0;
    }
  }
}
