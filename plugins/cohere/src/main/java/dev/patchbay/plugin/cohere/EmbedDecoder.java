package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.VectorsDecoder;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.openai.VectorReader;
import dev.patchbay.spi.Usage;
import org.jspecify.annotations.Nullable;

/** Reads embeddings: {@code embeddings.float}, and the tokens that are billed. */
final class EmbedDecoder extends VectorsDecoder {
  /** 96 texts are the most. */
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private @Nullable Usage usage;

  EmbedDecoder(int inputs, ErrorReader errors) {
    super(MAX_BODY, errors, inputs);
    this.errors = errors;
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
    if (found) {
      say(null, usage);
    } else {
      fail(errors.inBand(buffer, 0, length));
    }
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
          add(reader.read());
        }
      } else {
        json.skip();
      }
    }
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
