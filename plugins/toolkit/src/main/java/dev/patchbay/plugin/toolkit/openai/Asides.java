package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells beside its answer: members that nobody here knows, such as who served it, its
 * times, or sources. A stream repeats them; the last value of each counts. Beyond a bound nothing
 * more is kept.
 */
final class Asides {
  /** Members of the answer itself. */
  static final int ANSWER = -1;

  /** Members of {@code x_groq}. */
  static final int X_GROQ = -2;

  private static final int MAX_ENTRIES = 256;
  private static final int MAX_BYTES = 1 << 18;

  /** Labels and padding. */
  private static final List<byte[]> IDLE =
      List.of(
          Names.of("object"),
          Names.of("created"),
          Names.of("index"),
          Names.of("p"),
          Names.of("pad"),
          Names.of("obfuscation"));

  /** A member of the answer, or of the choice with that index. */
  private static final class Entry {
    final int of;
    final byte[] name;
    byte[] value;

    Entry(int of, byte[] name, byte[] value) {
      this.of = of;
      this.name = name;
      this.value = value;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private int size;

  /**
   * Passes the value of the current member, and keeps it.
   *
   * @param buffer what the reader is over
   * @param of {@link #ANSWER}, {@link #X_GROQ} or the index of a choice
   */
  void note(JsonReader json, byte[] buffer, int of) {
    if (json.takeNull()) {
      return;
    }
    Entry known = find(json, of);
    String name = known == null && !isIdle(json) ? json.name() : "";
    json.peek();
    int from = json.position();
    json.skip();
    int to = json.position();
    boolean empty = to - from <= 2 && buffer[from] != '-' && !isDigit(buffer[from]);
    if (empty || (known == null && name.isEmpty())) {
      return;
    }
    if (known == null) {
      add(of, name, Arrays.copyOfRange(buffer, from, to));
    } else if (!Arrays.equals(known.value, 0, known.value.length, buffer, from, to)) {
      replace(known, Arrays.copyOfRange(buffer, from, to));
    }
  }

  private void add(int of, String name, byte[] value) {
    boolean ascii = name.chars().allMatch(c -> c < 0x80);
    if (ascii && entries.size() < MAX_ENTRIES && size + value.length <= MAX_BYTES) {
      size += value.length;
      entries.add(new Entry(of, name.getBytes(ISO_8859_1), value));
    }
  }

  private void replace(Entry known, byte[] value) {
    int grown = size - known.value.length + value.length;
    if (grown <= MAX_BYTES) {
      size = grown;
      known.value = value;
    }
  }

  private @Nullable Entry find(JsonReader json, int of) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.of == of && json.nameIs(entry.name)) {
        return entry;
      }
    }
    return null;
  }

  private static boolean isIdle(JsonReader json) {
    for (byte[] name : IDLE) {
      if (json.nameIs(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** All of it as one object; null if there is none. */
  @Nullable String json() {
    if (entries.isEmpty()) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginObject();
    members(json, ANSWER);
    if (has(X_GROQ)) {
      json.name("x_groq").beginObject();
      members(json, X_GROQ);
      json.endObject();
    }
    choices(json);
    return new String(json.endObject().bytes(), UTF_8);
  }

  private void choices(JsonWriter json) {
    TreeSet<Integer> indices = new TreeSet<>();
    for (Entry entry : entries) {
      if (entry.of >= 0) {
        indices.add(entry.of);
      }
    }
    if (indices.isEmpty()) {
      return;
    }
    json.name("choices").beginArray();
    for (int index : indices) {
      json.beginObject().name("index").number(index);
      members(json, index);
      json.endObject();
    }
    json.endArray();
  }

  private boolean has(int of) {
    return entries.stream().anyMatch(entry -> entry.of == of);
  }

  private void members(JsonWriter json, int of) {
    for (Entry entry : entries) {
      if (entry.of == of) {
        json.name(new String(entry.name, ISO_8859_1)).json(new String(entry.value, UTF_8));
      }
    }
  }
}
