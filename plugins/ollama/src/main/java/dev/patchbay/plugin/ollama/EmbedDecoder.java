package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.VectorsDecoder;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.openai.VectorReader;
import dev.patchbay.spi.Usage;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code /api/embed}. */
final class EmbedDecoder extends VectorsDecoder {
  private static final int MAX_BODY = 128 * 1024 * 1024;

  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private @Nullable String model;
  private long tokens = -1;

  EmbedDecoder(int inputs, ErrorReader errors) {
    super(MAX_BODY, errors, inputs);
    this.errors = errors;
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
    if (found) {
      say(model, tokens < 0 ? null : Usage.of(tokens, 0));
    } else {
      fail(errors.inBand(buffer, 0, length));
    }
  }

  private void vectors(VectorReader reader) {
    json.beginArray();
    while (json.nextElement()) {
      add(reader.read());
    }
  }
}
