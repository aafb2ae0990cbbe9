package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;

/** Tells JSON objects from other text. */
final class JsonObjects {
  private JsonObjects() {}

  static boolean isObject(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(bytes, 0, bytes.length);
    if (json.peek() != '{') {
      return false;
    }
    try {
      json.skipToEnd();
      return true;
    } catch (JsonException e) {
      return false;
    }
  }
}
