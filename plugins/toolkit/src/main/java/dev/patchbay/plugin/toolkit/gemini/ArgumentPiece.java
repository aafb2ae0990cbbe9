package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code partialArgs}: a value, or the next piece of a string.
 *
 * @param path where it stands in the arguments: {@code $.a.b[0]}
 * @param text of a string; null: it is another value
 * @param value another value as JSON text
 */
record ArgumentPiece(String path, @Nullable String text, String value) {
  static ArgumentPiece read(JsonReader json) {
    String path = "";
    String text = null;
    String value = "null";
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "jsonPath" -> path = json.string();
        case "stringValue" -> text = json.string();
        case "numberValue", "boolValue" -> value = json.raw();
        default -> json.skip();
      }
    }
    return new ArgumentPiece(path, text, value);
  }
}
