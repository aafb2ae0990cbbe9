package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/**
 * A block that only this service understands, put together as it must be sent back: a picture, a
 * call that the service ran itself, what that gave.
 */
final class RawBlock {
  private static final int MAX = 8 << 20;

  private final String type;
  private final StringBuilder members = new StringBuilder();
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder input = new StringBuilder();

  /** A value that is no object, as it is. */
  private String plain = "";

  RawBlock(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  /** More of it: its members, or a list of what it contains. */
  void add(JsonReader json) {
    String raw = json.raw();
    String inner = raw.substring(1, Math.max(1, raw.length() - 1)).strip();
    if (raw.startsWith("{")) {
      join(members, inner);
    } else if (raw.startsWith("[")) {
      join(content, inner);
    } else {
      plain = raw;
    }
    bound();
  }

  /** More of the text of a call's input. */
  void input(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("input") && json.peek() == '"') {
        input.append(json.string());
      } else {
        json.skip();
      }
    }
    bound();
  }

  private static void join(StringBuilder to, String more) {
    if (!more.isEmpty()) {
      to.append(to.isEmpty() ? "" : ",").append(more);
    }
  }

  private void bound() {
    if ((long) members.length() + content.length() + input.length() > MAX) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer can't be read: its " + type + " is too long");
    }
  }

  /** The block. */
  String json() {
    if (!plain.isEmpty() && members.isEmpty()) {
      return "{\"" + type + "\":" + plain + "}";
    }
    if (!content.isEmpty()) {
      join(members, "\"content\":[" + content + "]");
    }
    if (!input.isEmpty()) {
      join(members, "\"input\":" + object(input.toString()));
    }
    return "{\"" + type + "\":{" + members + "}}";
  }

  /** What a model wrote as an object may be none. */
  private static String object(String text) {
    try {
      return new String(new JsonWriter().json(text).bytes(), UTF_8);
    } catch (JsonException notJson) {
      return new String(new JsonWriter().string(text).bytes(), UTF_8);
    }
  }
}
