package dev.patchbay.dist.support;

import dev.patchbay.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text; strict, and numbers keep their digits.
 *
 * @param value a map, a list, a string, a boolean, or a number's text as {@link Digits}; null: no
 *     value, or null
 */
public record Json(@Nullable Object value) {
  /** A number as it is written. */
  public record Digits(String text) {}

  public static Json of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonReader reader = new JsonReader().over(bytes, 0, bytes.length);
    Json json = new Json(read(reader));
    reader.end();
    return json;
  }

  private static @Nullable Object read(JsonReader reader) {
    return switch (reader.peek()) {
      case '{' -> object(reader);
      case '[' -> array(reader);
      case '"' -> reader.string();
      case 't', 'f' -> reader.bool();
      case 'n' -> reader.stringOrNull();
      default -> new Digits(reader.number());
    };
  }

  private static Map<String, @Nullable Object> object(JsonReader reader) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    reader.beginObject();
    while (reader.nextMember()) {
      members.put(reader.name(), read(reader));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonReader reader) {
    var elements = new ArrayList<@Nullable Object>();
    reader.beginArray();
    while (reader.nextElement()) {
      elements.add(read(reader));
    }
    return elements;
  }

  /** The member of this name, or nothing. */
  public Json at(String name) {
    return new Json(value instanceof Map<?, ?> members ? members.get(name) : null);
  }

  /** The element with this number, or nothing. */
  public Json at(int index) {
    List<Json> elements = elements();
    return index < elements.size() ? elements.get(index) : new Json(null);
  }

  /** The elements; none if this is no array. */
  public List<Json> elements() {
    return value instanceof List<?> list ? list.stream().<Json>map(Json::new).toList() : List.of();
  }

  /** Whether this is an object with such a member, be it null. */
  public boolean has(String name) {
    return value instanceof Map<?, ?> members && members.containsKey(name);
  }

  /** False: nothing, or null. */
  public boolean isThere() {
    return value != null;
  }

  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** A string's text; empty if this is none. */
  public String text() {
    return value instanceof String string ? string : "";
  }

  /** A whole number. */
  public long number() {
    if (value instanceof Digits digits) {
      return Long.parseLong(digits.text());
    }
    throw new AssertionError("no number: " + value);
  }
}
