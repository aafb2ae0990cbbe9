package dev.patchbay.plugin.cohere;

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

/** Reads embeddings: {@code embeddings.float}, and the tokens that are billed. */
final class EmbedDecoder extends WholeDecoder<EmbedEvent> {
  /** 96 texts are the most. */
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final int inputs;
  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final List<float[]> vectors = new ArrayList<>();
  private @Nullable Usage usage;

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
    json.over(buffer, 0, length).beginObject();
    boolean found = false;
    while (json.nextMember()) {
      switch (json.name()) {
        case "embeddings" -> {
          found = true;
          kinds(buffer);
        }
        case "meta" -> meta();
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

  private void say() {
    emit(EmbedEvent.started(null));
    for (int i = 0; i < vectors.size(); i++) {
      emit(EmbedEvent.vector(i, vectors.get(i)));
    }
    if (usage != null) {
      emit(EmbedEvent.used(usage));
    }
    last(EmbedEvent.completed());
  }

  private void kinds(byte[] buffer) {
    if (json.peek() != '{') {
      throw bad("it has no vectors by type");
    }
    VectorReader reader = new VectorReader(json, buffer);
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("float") && json.peek() == '[') {
        json.beginArray();
        while (json.nextElement()) {
          vector(reader.read());
        }
      } else {
        json.skip();
      }
    }
  }

  private void vector(float[] vector) {
    int first = vectors.isEmpty() ? vector.length : vectors.get(0).length;
    if (vector.length != first || first == 0) {
      throw bad("a vector has " + vector.length + " numbers, the first " + first);
    }
    vectors.add(vector);
  }

  private void meta() {
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("billed_units") && json.peek() == '{') {
        usage = UsageReader.billed(json);
      } else {
        json.skip();
      }
    }
  }
}
