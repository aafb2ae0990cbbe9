package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;

/** What is to be known of names and values that callers write. */
final class JsonText {
  private JsonText() {}

  /**
   * A name in camel case, {@code generationConfig} for {@code generation_config}: the services take
   * each in both.
   */
  static String camelCase(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean up = i > 0 && name.charAt(i - 1) == '_';
      if (c != '_') {
        camel.append(up ? Character.toUpperCase(c) : c);
      }
    }
    return camel.toString();
  }

  /**
   * Whether a schema is in Google's own words, whose types are in capitals ({@code "OBJECT"}); any
   * other is JSON Schema.
   */
  static boolean isGooglesSchema(String schema) {
    byte[] text = schema.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    try {
      if (json.peek() != '{') {
        return false;
      }
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equals("type") && json.peek() == '"') {
          String type = json.string();
          return !type.isEmpty() && Character.isUpperCase(type.charAt(0));
        }
        json.skip();
      }
      return false;
    } catch (JsonException e) {
      return false;
    }
  }

  /** Whether a text is one JSON object. */
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
