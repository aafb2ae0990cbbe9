package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.WholeDecoder;
import dev.patchbay.plugin.toolkit.openai.VectorReader;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads embeddings in all the forms that the services have: a list of them, a single one, and
 * predictions that hold one each. They are in the order of the inputs.
 */
public final class EmbedDecoder extends WholeDecoder<EmbedEvent> {
  private static final int MAX_BODY = 128 * 1024 * 1024;

  private final ErrorReader errors;
  private final int inputs;
  private final JsonReader json = new JsonReader();
  private final List<float[]> vectors = new ArrayList<>();
  private @Nullable Usage usage;
  private long tokens = -1;

  /**
   * @param inputs how many vectors there must be
   */
  public EmbedDecoder(int inputs, ErrorReader errors) {
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
    if (json.over(buffer, 0, length).peek() == '[' || !members(new VectorReader(json, buffer))) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    if (vectors.size() != inputs) {
      throw bad("it has " + vectors.size() + " vectors for " + inputs + " inputs");
    }
    emit(EmbedEvent.started(null));
    for (int i = 0; i < inputs; i++) {
      emit(EmbedEvent.vector(i, vectors.get(i)));
    }
    if (usage == null && tokens >= 0) {
      usage = Usage.of(tokens, 0);
    }
    if (usage != null) {
      emit(EmbedEvent.used(usage));
    }
    last(EmbedEvent.completed());
  }

  /** False if this is no answer, but an error under a good status. */
  private boolean members(VectorReader reader) {
    boolean answer = false;
    boolean error = false;
    json.beginObject();
    while (json.nextMember()) {
      int first = json.peek();
      switch (json.name()) {
        case "embeddings", "predictions" -> {
          answer = true;
          json.beginArray();
          while (json.nextElement()) {
            embedding(reader);
          }
        }
        case "embedding" -> {
          answer = true;
          embedding(reader);
        }
        case "usageMetadata" -> usage = first == '{' ? UsageReader.read(json) : skipped();
        default -> {
          error |= json.name().equals("error");
          json.skip();
        }
      }
    }
    json.end();
    return answer && !error;
  }

  private @Nullable Usage skipped() {
    json.skip();
    return usage;
  }

  /** An embedding, or a prediction around one. */
  private void embedding(VectorReader reader) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "values" -> add(reader.read());
        case "embeddings" -> embedding(reader);
        case "statistics" -> statistics();
        default -> json.skip();
      }
    }
  }

  private void add(float[] vector) {
    int length = vectors.isEmpty() ? vector.length : vectors.get(0).length;
    if (vector.length != length || length == 0 || vectors.size() == inputs) {
      throw bad(
          "its vector "
              + vectors.size()
              + " of "
              + inputs
              + " has "
              + vector.length
              + " numbers, the first "
              + length);
    }
    vectors.add(vector);
  }

  private void statistics() {
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("token_count") && json.peek() != 'n') {
        tokens = Math.max(0, tokens) + json.integer();
      } else {
        json.skip();
      }
    }
  }
}
