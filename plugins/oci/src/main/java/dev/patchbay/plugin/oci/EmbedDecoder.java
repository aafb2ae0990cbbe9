package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.VectorsDecoder;
import dev.patchbay.plugin.toolkit.openai.VectorReader;

/** Reads embeddings: by Oracle's API reference, "EmbedTextResult". */
final class EmbedDecoder extends VectorsDecoder {
  /** The service takes 96 texts at once; this is room for a hundred times their vectors. */
  private static final int MAX_BODY = 128 * 1024 * 1024;

  private final OciErrors errors;
  private final JsonReader json = new JsonReader();

  /**
   * @param inputs how many vectors there must be
   */
  EmbedDecoder(int inputs, OciErrors errors) {
    super(MAX_BODY, errors, inputs);
    this.errors = errors;
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    if (json.over(buffer, 0, length).peek() != '{') {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    Places members = Places.of(json);
    if (!isAtVectors(members)) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    VectorReader reader = new VectorReader(json, buffer);
    json.beginArray();
    while (json.nextElement()) {
      add(reader.read());
    }
    String model = members.textOrNull("modelId");
    say(model, members.go("usage", '{') ? UsageReader.read(json) : null);
  }

  /** Takes the reader to the list, which stands under its type where types were asked for. */
  private boolean isAtVectors(Places members) {
    if (members.go("embeddings", '[')) {
      return true;
    }
    if (!members.go("embeddingsByType", '{')) {
      return false;
    }
    Places types = Places.of(json);
    return types.go("float", '[') || types.go("base64", '[');
  }
}
