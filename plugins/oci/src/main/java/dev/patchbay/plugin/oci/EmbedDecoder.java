package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.WholeDecoder;
import dev.patchbay.plugin.toolkit.openai.VectorReader;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.ProviderError;
import java.util.ArrayList;
import java.util.List;

/** Reads embeddings: by Oracle's API reference, "EmbedTextResult". */
final class EmbedDecoder extends WholeDecoder<EmbedEvent> {
  /** The service takes 96 texts at once; this is room for a hundred times their vectors. */
  private static final int MAX_BODY = 128 * 1024 * 1024;

  private final OciErrors errors;
  private final int inputs;
  private final JsonReader json = new JsonReader();

  /**
   * @param inputs how many vectors there must be
   */
  EmbedDecoder(int inputs, OciErrors errors) {
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
    json.over(buffer, 0, length);
    if (json.peek() != '{') {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    Places members = Places.of(json);
    List<float[]> vectors = vectors(members, buffer);
    if (vectors.isEmpty()) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    check(vectors);
    emit(EmbedEvent.started(members.textOrNull("modelId")));
    for (int i = 0; i < vectors.size(); i++) {
      emit(EmbedEvent.vector(i, vectors.get(i)));
    }
    if (members.go("usage", '{')) {
      emit(EmbedEvent.used(UsageReader.read(json)));
    }
    last(EmbedEvent.completed());
  }

  private List<float[]> vectors(Places members, byte[] buffer) {
    if (members.go("embeddings", '[')) {
      return list(buffer);
    }
    if (members.go("embeddingsByType", '{')) {
      Places types = Places.of(json);
      if (types.go("float", '[') || types.go("base64", '[')) {
        return list(buffer);
      }
    }
    return List.of();
  }

  private List<float[]> list(byte[] buffer) {
    VectorReader reader = new VectorReader(json, buffer);
    List<float[]> vectors = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (vectors.size() == inputs) {
        throw bad("it has more vectors than the " + inputs + " that were asked for");
      }
      vectors.add(reader.read());
    }
    return vectors;
  }

  private void check(List<float[]> vectors) {
    if (vectors.size() != inputs) {
      throw bad("it has " + vectors.size() + " vectors for " + inputs + " inputs");
    }
    int dimensions = vectors.get(0).length;
    for (float[] vector : vectors) {
      if (vector.length != dimensions || dimensions == 0) {
        throw bad("one vector has " + vector.length + " numbers, the first " + dimensions);
      }
    }
  }
}
