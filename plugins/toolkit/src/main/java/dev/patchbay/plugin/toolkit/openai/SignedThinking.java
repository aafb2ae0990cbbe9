package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.http.Held;
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
  private static final List<String> JOINED = List.of("text", "summary");

  private final Held held;

  /** Members by name: values as JSON text, or a {@link StringBuilder} of a text that was joined. */
  private final List<Map<String, CharSequence>> entries = new ArrayList<>();

  private long size;

  SignedThinking(Held held) {
    this.held = held;
  }

  /** More of the list, as JSON text. */
  void add(String list) {
    JsonReader json = over(list);
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() == '{') {
        entry(json);
      } else {
        json.skip();
      }
    }
  }

  private void entry(JsonReader json) {
    Map<String, CharSequence> entry = new LinkedHashMap<>();
    json.beginObject();
    while (json.nextMember()) {
      String value = json.raw();
      String name = json.name();
      long cost = Held.ENTRY + name.length() + value.length();
      held.add(cost);
      size += cost;
      entry.put(name, value);
    }
    Map<String, CharSequence> last = entries.isEmpty() ? null : entries.getLast();
    if (last != null && goesOn(last, entry)) {
      entry.forEach((name, value) -> last.merge(name, value, (a, b) -> joined(name, a, b)));
    } else if (!entry.isEmpty()) {
      entries.add(entry);
    }
  }

  private static boolean goesOn(Map<String, CharSequence> last, Map<String, CharSequence> next) {
    return is(last, next, "type")
        && is(last, next, "index")
        && JOINED.stream().anyMatch(name -> last.containsKey(name) || next.containsKey(name))
        // A signature ends its entry.
        && isNothing(last.get("signature"));
  }

  private static boolean is(
      Map<String, CharSequence> last, Map<String, CharSequence> next, String name) {
    return String.valueOf(last.get(name)).equals(String.valueOf(next.get(name)));
  }

  private static boolean isNothing(@Nullable CharSequence value) {
    return value == null || "null".contentEquals(value) || "\"\"".contentEquals(value);
  }

  private static CharSequence joined(String name, CharSequence one, CharSequence other) {
    if (isNothing(other)) {
      return one;
    }
    StringBuilder text = JOINED.contains(name) && isText(other) ? text(one) : null;
    return text == null ? other : text.append(over(other).string());
  }

  /** A text that goes on; null: it is none. */
  private static @Nullable StringBuilder text(CharSequence value) {
    if (value instanceof StringBuilder text) {
      return text;
    }
    return isText(value) ? new StringBuilder(over(value).string()) : null;
  }

  private static boolean isText(CharSequence json) {
    return json.charAt(0) == '"';
  }

  private static JsonReader over(CharSequence json) {
    byte[] bytes = json.toString().getBytes(UTF_8);
    return new JsonReader().over(bytes, 0, bytes.length);
  }

  /** All that has come since the last call, as a JSON list; null if nothing has. */
  @Nullable String take() {
    if (entries.isEmpty()) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginArray();
    for (Map<String, CharSequence> entry : entries) {
      json.beginObject();
      entry.forEach((name, value) -> write(json.name(name), value));
      json.endObject();
    }
    entries.clear();
    held.release(size);
    size = 0;
    return new String(json.endArray().bytes(), UTF_8);
  }

  private static void write(JsonWriter json, CharSequence value) {
    if (value instanceof StringBuilder text) {
      json.string(text);
    } else {
      json.json(value.toString());
    }
  }
}
