package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Usage;

/** Reads a usage object, whose input counts leave out what the prompt cache gave and took. */
final class UsageReader {
  private long input;
  private long output;
  private long cacheRead = -1;
  private long cacheWrite = -1;

  private UsageReader() {}

  static Usage read(JsonReader json) {
    String raw = json.raw();
    byte[] text = raw.getBytes(UTF_8);
    UsageReader reader = new UsageReader();
    JsonReader again = new JsonReader().over(text, 0, text.length);
    if (again.peek() == '{') {
      reader.members(again);
    }
    return reader.usage(raw);
  }

  private void members(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      int first = json.peek();
      if (first != '-' && (first < '0' || first > '9')) {
        json.skip();
        continue;
      }
      long value = Math.max(0, json.integer());
      switch (json.name()) {
        case "inputTokens" -> input = value;
        case "outputTokens" -> output = value;
        case "cacheReadInputTokens" -> cacheRead = value;
        case "cacheWriteInputTokens" -> cacheWrite = value;
        default -> {}
      }
    }
  }

  private Usage usage(String raw) {
    long all = input + Math.max(0, cacheRead) + Math.max(0, cacheWrite);
    Usage usage = Usage.of(all, output).withRaw(raw);
    usage = cacheRead < 0 ? usage : usage.withCacheRead(cacheRead);
    return cacheWrite < 0 ? usage : usage.withCacheWrite(cacheWrite);
  }
}
