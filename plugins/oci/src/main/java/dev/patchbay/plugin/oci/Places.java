package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object by name, so that they can be read in another order than the one in
 * which they stand. Those that are null are left out.
 */
final class Places {
  private final JsonReader json;
  private final Map<String, Integer> at = new LinkedHashMap<>();
  private final int end;

  private Places(JsonReader json) {
    this.json = json;
    json.beginObject();
    while (json.nextMember()) {
      if (!json.takeNull()) {
        String name = json.name();
        json.peek();
        at.put(name, json.position());
        json.skip();
      }
    }
    this.end = json.position();
  }

  /** Reads over the object at the reader's place. */
  static Places of(JsonReader json) {
    return new Places(json);
  }

  boolean has(String name) {
    return at.containsKey(name);
  }

  /** Takes the reader to a member's value; false if there is none. */
  boolean go(String name) {
    Integer place = at.get(name);
    if (place == null) {
      return false;
    }
    json.position(place);
    return true;
  }

  /** Takes the reader to a member's value if it begins as told: <code>{</code>, {@code [}. */
  boolean go(String name, char first) {
    return go(name) && json.peek() == first;
  }

  /** A member's text; empty if there is none. */
  String text(String name) {
    String text = go(name) ? json.anyText() : null;
    return text == null ? "" : text;
  }

  @Nullable String textOrNull(String name) {
    String text = text(name);
    return text.isEmpty() ? null : text;
  }

  int integer(String name, int otherwise) {
    return go(name) ? (int) json.integer() : otherwise;
  }

  /** Copies the members that are not among these, as JSON text. */
  void others(Set<String> known, Map<String, String> into) {
    for (Map.Entry<String, Integer> member : at.entrySet()) {
      if (!known.contains(member.getKey())) {
        json.position(member.getValue());
        into.put(member.getKey(), json.raw());
      }
    }
  }

  /** Takes the reader to where it goes on after the object. */
  void leave() {
    json.position(end);
  }
}
