package dev.patchbay.plugin.openai;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.testkit.RecordedCase;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the vectors of a recorded answer. */
final class Embeddings {
  private record Head(RecordedCase recorded) implements ResponseHead {
    @Override
    public int status() {
      return recorded.status();
    }

    @Override
    public @Nullable String header(String name) {
      return recorded.headers().get(name);
    }
  }

  private Embeddings() {}

  static List<FloatBuffer> vectors(RecordedCase recorded) {
    EmbedCall call = EmbedCall.builder("m", List.of(new EmbedInput.Text("Hello"))).build();
    Decoder<EmbedEvent> decoder =
        ((Exchange<EmbedEvent>) Wire.provider(null, Map.of()).embed(call)).decoder();
    List<FloatBuffer> vectors = new ArrayList<>();
    Decoder.Sink<EmbedEvent> out =
        event -> {
          if (event instanceof EmbedEvent.Vector vector) {
            vectors.add(vector.values());
          }
        };
    decoder.head(new Head(recorded), out);
    decoder.bytes(recorded.body(), 0, recorded.body().length, out);
    decoder.end(true, out);
    return vectors;
  }
}
