package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list in which a host signs its thinking ({@code reasoning_details}), as it comes, and as it
 * must go back: pieces of one entry, which a stream sends one by one, are joined.
 */
final class SignedThinking {
  /** The most characters of a list. */
  private static final int MAX = 1 << 20;

  private static final List<String> JOINED = List.of("text", "summary");

  /** Members by name, values as JSON text. */
  private final List<Map<String, String>> entries = new ArrayList<>();

  private int size;

  /** False if the list is too long. */
  boolean add(JsonReader json) {
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() == '{') {
        entry(json);
      } else {
        json.skip();
      }
    }
    return size <= MAX;
  }

  private void entry(JsonReader json) {
    Map<String, String> entry = new LinkedHashMap<>();
    json.beginObject();
    while (json.nextMember()) {
      String value = json.raw();
      size += value.length();
      entry.put(json.name(), value);
    }
    Map<String, String> last = entries.isEmpty() ? null : entries.getLast();
    if (last != null && goesOn(last, entry)) {
      entry.forEach((name, value) -> last.merge(name, value, (a, b) -> joined(name, a, b)));
    } else if (!entry.isEmpty()) {
      entries.add(entry);
    }
  }

  private static boolean goesOn(Map<String, String> last, Map<String, String> next) {
    return is(last, next, "type")
        && is(last, next, "index")
        && JOINED.stream().anyMatch(name -> last.containsKey(name) || next.containsKey(name))
        // A signature ends its entry.
        && isNothing(last.get("signature"));
  }

  private static boolean is(Map<String, String> last, Map<String, String> next, String name) {
    return String.valueOf(last.get(name)).equals(String.valueOf(next.get(name)));
  }

  private static boolean isNothing(@Nullable String value) {
    return value == null || value.equals("null") || value.equals("\"\"");
  }

  private static String joined(String name, String one, String other) {
    if (isNothing(other)) {
      return one;
    }
    boolean texts = one.startsWith("\"") && other.startsWith("\"");
    return JOINED.contains(name) && texts ? quoted(text(one) + text(other)) : other;
  }

  private static String text(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return new JsonReader().over(bytes, 0, bytes.length).string();
  }

  private static String quoted(String text) {
    return new String(new JsonWriter().string(text).bytes(), UTF_8);
  }

  /** All that has come since the last call, as a JSON list; null if nothing has. */
  @Nullable String take() {
    if (entries.isEmpty()) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginArray();
    for (Map<String, String> entry : entries) {
      json.beginObject();
      entry.forEach((name, value) -> json.name(name).json(value));
      json.endObject();
    }
    entries.clear();
    return new String(json.endArray().bytes(), UTF_8);
  }
}
