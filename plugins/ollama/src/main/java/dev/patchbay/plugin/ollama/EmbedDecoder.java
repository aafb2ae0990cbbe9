package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.WholeDecoder;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.openai.VectorReader;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code /api/embed}. */
final class EmbedDecoder extends WholeDecoder<EmbedEvent> {
  private static final int MAX_BODY = 128 * 1024 * 1024;

  private final int inputs;
  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final List<float[]> vectors = new ArrayList<>();
  private @Nullable String model;
  private long tokens = -1;

  EmbedDecoder(int inputs, ErrorReader errors) {
    super(MAX_BODY, errors, "list of embeddings");
    this.inputs = inputs;
    this.errors = errors;
  }

  @Override
  protected EmbedEvent failed(ProviderError error) {
    return EmbedEvent.failed(error);
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    boolean found = false;
    json.over(buffer, 0, length).beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "model" -> model = json.anyText();
        case "prompt_eval_count" -> tokens = json.integer();
        case "embeddings" -> {
          found = true;
          vectors(new VectorReader(json, buffer));
        }
        default -> json.skip();
      }
    }
    json.end();
    if (!found) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    if (vectors.size() != inputs) {
      throw bad("it has " + vectors.size() + " vectors for " + inputs + " inputs");
    }
    say();
  }

  private void vectors(VectorReader reader) {
    json.beginArray();
    while (json.nextElement()) {
      float[] vector = reader.read();
      int first = vectors.isEmpty() ? vector.length : vectors.get(0).length;
      if (vector.length != first || first == 0) {
        throw bad("a vector has " + vector.length + " numbers, the first " + first);
      }
      vectors.add(vector);
    }
  }

  private void say() {
    emit(EmbedEvent.started(model));
    for (int i = 0; i < vectors.size(); i++) {
      emit(EmbedEvent.vector(i, vectors.get(i)));
    }
    if (tokens >= 0) {
      emit(EmbedEvent.used(Usage.of(tokens, 0)));
    }
    last(EmbedEvent.completed());
  }
}
