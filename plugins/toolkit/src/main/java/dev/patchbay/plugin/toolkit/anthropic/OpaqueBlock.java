package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.http.Held;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block that only the service understands, put together from its start and its deltas: pieces of
 * {@code input} are JSON text, any other text lengthens the member of its name.
 */
final class OpaqueBlock {
  private static final String TYPE = "type";
  private static final String PARTIAL_JSON = "partial_json";
  private static final String INPUT = "input";

  /** Names and values as JSON text. */
  private final Map<String, String> members = new LinkedHashMap<>();

  /** The members that deltas have lengthened, as plain text. */
  private final Map<String, StringBuilder> grown = new LinkedHashMap<>(1);

  private final Held held;
  private long size;

  private OpaqueBlock(Held held) {
    this.held = held;
  }

  /** Reads the block at the reader's place. */
  static OpaqueBlock read(JsonReader json, Held held) {
    OpaqueBlock block = new OpaqueBlock(held);
    json.beginObject();
    while (json.nextMember()) {
      String name = json.name();
      String raw = json.raw();
      block.grows(name.length() + raw.length());
      block.members.put(name, raw);
    }
    return block;
  }

  /** Reads the delta at the reader's place. */
  void delta(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      String name = json.name();
      if (name.equals(TYPE)) {
        json.skip();
      } else if (json.peek() == '"') {
        append(name.equals(PARTIAL_JSON) ? INPUT : name, json.string());
      } else {
        String raw = json.raw();
        grows(name.length() + raw.length());
        members.put(name, raw);
      }
    }
  }

  private void append(String name, String more) {
    grows(more.length());
    StringBuilder text = grown.get(name);
    if (text == null) {
      text = new StringBuilder(name.equals(INPUT) ? "" : text(members.get(name)));
      grown.put(name, text);
    }
    text.append(more);
  }

  private static String text(@Nullable String raw) {
    if (raw == null || !raw.startsWith("\"")) {
      return "";
    }
    byte[] bytes = raw.getBytes(UTF_8);
    return new JsonReader().over(bytes, 0, bytes.length).string();
  }

  private void grows(int more) {
    size += Held.ENTRY + more;
    held.add(Held.ENTRY + more);
  }

  /** The block as one object. */
  String end() {
    held.release(size);
    grown.forEach((name, text) -> {
      if (!text.isEmpty()) {
        members.put(name, value(name, text.toString()));
      }
    });
    JsonWriter json = new JsonWriter().beginObject();
    members.forEach((name, raw) -> json.name(name).json(raw));
    return new String(json.endObject().bytes(), UTF_8);
  }

  /** Input that is no JSON stays what it is: a text. */
  private static String value(String name, String text) {
    return name.equals(INPUT) && isJson(text)
        ? text
        : new String(new JsonWriter().string(text).bytes(), UTF_8);
  }

  private static boolean isJson(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      new JsonReader().over(bytes, 0, bytes.length).skipToEnd();
      return true;
    } catch (JsonException e) {
      return false;
    }
  }
}
