package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.http.Held;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service tells beside the content, member by member; of each name the last counts. They are
 * told in the order of their names.
 */
final class Told {
  private final Held held;
  private final Map<String, String> members = new TreeMap<>();

  Told(Held held) {
    this.held = held;
  }

  /** Keeps a member; one that says nothing does not replace one that does. */
  void put(String name, String raw) {
    if (raw.equals("{}") || raw.equals("[]")) {
      return;
    }
    String before = members.put(name, raw);
    held.add(raw.length() + (before == null ? name.length() + Held.ENTRY : -before.length()));
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  void write(JsonWriter json) {
    members.forEach((name, raw) -> json.name(name).json(raw));
  }

  /** All that was told of the answer and of its candidates, as one object; null: nothing. */
  @Nullable String json(List<Candidate> candidates) {
    boolean ofCandidates = candidates.stream().anyMatch(candidate -> !candidate.told().isEmpty());
    if (isEmpty() && !ofCandidates) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginObject();
    write(json);
    if (ofCandidates) {
      json.name("candidates").beginArray();
      for (Candidate candidate : candidates) {
        json.beginObject().name("index").number(candidate.index());
        candidate.told().write(json);
        json.endObject();
      }
      json.endArray();
    }
    return new String(json.endObject().bytes(), UTF_8);
  }
}
