package dev.patchbay.dist.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON as maps, lists and texts that can be compared: members by name, numbers by their digits. */
final class JsonTree {
  private JsonTree() {}

  /** A number, true, false or null, as it was written. */
  record Literal(String text) {}

  static Object of(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(bytes, 0, bytes.length);
    Object value = value(reader);
    reader.end();
    return value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String json) {
    return (Map<String, Object>) of(json);
  }

  private static Object value(JsonReader reader) {
    return switch (reader.peek()) {
      case '{' -> {
        Map<String, Object> members = new TreeMap<>();
        reader.beginObject();
        while (reader.nextMember()) {
          String name = reader.name();
          members.put(name, value(reader));
        }
        yield members;
      }
      case '[' -> {
        List<Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
          elements.add(value(reader));
        }
        yield elements;
      }
      case '"' -> reader.string();
      default -> new Literal(reader.raw());
    };
  }
}
