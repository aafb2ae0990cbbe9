package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.Usage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads usage objects. A stream tells the input at its start and the output at its end, where it
 * may repeat the input: each member counts as it was told last.
 */
final class UsageReader {
  /** Of any count, so that no sum overflows. */
  private static final long MOST = 1L << 50;

  private final Map<String, String> members = new LinkedHashMap<>();
  private long input;
  private long cacheRead = -1;
  private long cacheWrite = -1;
  private long output;
  private long thinking = -1;
  private Usage last = Usage.of(0, 0);

  /** Reads the object at the reader's place. */
  Usage read(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      String name = json.name();
      String raw = json.raw();
      members.put(name, raw);
      if (Character.isDigit(raw.charAt(0))) {
        number(name, reader(raw).integer());
      } else if (name.equals("output_tokens_details")) {
        details(reader(raw));
      }
    }
    last = usage();
    return last;
  }

  private static JsonReader reader(String raw) {
    byte[] text = raw.getBytes(UTF_8);
    return new JsonReader().over(text, 0, text.length);
  }

  private void number(String name, long told) {
    long value = Math.min(told, MOST);
    switch (name) {
      case "input_tokens" -> input = value;
      case "cache_read_input_tokens" -> cacheRead = value;
      case "cache_creation_input_tokens" -> cacheWrite = value;
      case "output_tokens" -> output = value;
      case "thinking_tokens" -> thinking = value;
      default -> {}
    }
  }

  private void details(JsonReader json) {
    if (json.peek() != '{') {
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      int first = json.peek();
      if (first >= '0' && first <= '9') {
        number(json.name(), json.integer());
      } else {
        json.skip();
      }
    }
  }

  /** Here the input leaves out what the cache did. Totals never fall. */
  private Usage usage() {
    long all = input + Math.max(0, cacheRead) + Math.max(0, cacheWrite);
    Usage usage = Usage.of(Math.max(all, last.input()), Math.max(output, last.output()));
    if (cacheRead >= 0) {
      usage = usage.withCacheRead(cacheRead);
    }
    if (cacheWrite >= 0) {
      usage = usage.withCacheWrite(cacheWrite);
    }
    if (thinking >= 0) {
      usage = usage.withReasoning(Math.min(thinking, usage.output()));
    }
    return usage.withRaw(raw());
  }

  private String raw() {
    JsonWriter json = new JsonWriter().beginObject();
    members.forEach((name, raw) -> json.name(name).json(raw));
    return new String(json.endObject().bytes(), UTF_8);
  }
}
