package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;

/** Tells the two kinds of schemas apart that the services take, each under a member of its own. */
final class Schemas {
  private Schemas() {}

  /**
   * Whether a schema is in Google's own words, whose types are in capitals ({@code "OBJECT"}); any
   * other is JSON Schema.
   */
  static boolean isGoogles(String schema) {
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
}
