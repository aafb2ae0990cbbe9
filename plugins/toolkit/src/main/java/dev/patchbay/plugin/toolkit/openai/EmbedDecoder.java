package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.WholeDecoder;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import org.jspecify.annotations.Nullable;

/** Reads embeddings. Hands on the whole body as a frame. */
public final class EmbedDecoder extends WholeDecoder<EmbedEvent> {
  private static final byte[] DATA = Names.of("data");
  private static final byte[] MODEL = Names.of("model");
  private static final byte[] USAGE = Names.of("usage");
  private static final byte[] ERROR = Names.of("error");
  private static final byte[] INDEX = Names.of("index");
  private static final byte[] EMBEDDING = Names.of("embedding");

  /** OpenAI's largest answer, 2,048 vectors of 3,072 numbers written out, is somewhat smaller. */
  private static final int MAX_BODY = 128 * 1024 * 1024;

  private final ErrorReader errors;
  private final float[] @Nullable [] vectors;
  private final JsonReader json = new JsonReader();
  private int count;
  private int dimensions;
  private @Nullable String model;
  private @Nullable Usage usage;

  /**
   * @param inputs how many vectors there must be
   */
  public EmbedDecoder(int inputs, ErrorReader errors) {
    super(MAX_BODY, errors, "list of embeddings");
    this.errors = errors;
    this.vectors = new float[inputs][];
  }

  @Override
  protected EmbedEvent failed(ProviderError error) {
    return EmbedEvent.failed(error);
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    int first = json.over(buffer, 0, length).peek();
    if (first == '[' || first == '"' || !members(buffer)) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    if (count != vectors.length) {
      throw bad("it has " + count + " vectors for " + vectors.length + " inputs");
    }
    say();
    frame(buffer, 0, length);
    last(EmbedEvent.completed());
  }

  private void say() {
    emit(EmbedEvent.started(model));
    for (int i = 0; i < vectors.length; i++) {
      float[] vector = vectors[i];
      if (vector != null) {
        emit(EmbedEvent.vector(i, vector));
      }
    }
    if (usage != null) {
      emit(EmbedEvent.used(usage));
    }
  }

  /** False if this is no answer, but an error under a good status. */
  private boolean members(byte[] buffer) {
    boolean data = false;
    boolean error = false;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(DATA)) {
        data = true;
        data(new VectorReader(json, buffer));
      } else if (json.nameIs(MODEL)) {
        model = json.anyText();
      } else if (json.nameIs(USAGE) && json.peek() == '{') {
        usage = UsageReader.read(json);
      } else {
        error |= json.nameIs(ERROR);
        json.skip();
      }
    }
    json.end();
    return data && !error;
  }

  private void data(VectorReader reader) {
    json.beginArray();
    while (json.nextElement()) {
      int index = count;
      float[] vector = null;
      json.beginObject();
      while (json.nextMember()) {
        if (json.takeNull()) {
          continue;
        }
        if (json.nameIs(INDEX)) {
          index = (int) json.integer();
        } else if (json.nameIs(EMBEDDING)) {
          vector = reader.read();
        } else {
          json.skip();
        }
      }
      add(index, vector);
    }
  }

  private void add(int index, float @Nullable [] vector) {
    if (index < 0 || index >= vectors.length || vectors[index] != null) {
      throw bad("it has a vector " + index + " too many");
    }
    dimensions = count == 0 && vector != null ? vector.length : dimensions;
    if (vector == null || vector.length != dimensions || dimensions == 0) {
      int length = vector == null ? 0 : vector.length;
      throw bad("its vector " + index + " has " + length + " numbers, the first " + dimensions);
    }
    vectors[index] = vector;
    count++;
  }
}
