package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;

/** JSON text that comes with a call and is sent on as it is. */
final class RawObject {
  private RawObject() {}

  static boolean has(String member, String object, String path) {
    JsonReader reader = over(object);
    try {
      boolean found = false;
      reader.beginObject();
      while (reader.nextMember()) {
        found |= reader.name().equals(member);
        reader.skip();
      }
      reader.end();
      return found;
    } catch (JsonException e) {
      throw RequestBody.invalid(path, e);
    }
  }

  /** Writes the elements of a list into the one that is under way. */
  static void elements(String list, JsonWriter json, String path) {
    JsonReader reader = over(list);
    try {
      reader.beginArray();
      while (reader.nextElement()) {
        json.json(reader.raw());
      }
      reader.end();
    } catch (JsonException e) {
      throw RequestBody.invalid(path, e);
    }
  }

  private static JsonReader over(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new JsonReader().over(bytes, 0, bytes.length);
  }
}
