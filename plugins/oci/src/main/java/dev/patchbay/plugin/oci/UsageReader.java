package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Usage;

/** Reads a usage object: by Oracle's API reference, "Usage". */
final class UsageReader {
  private long input;
  private long output;
  private long total;
  private long cached = -1;
  private long reasoning = -1;

  private UsageReader() {}

  static Usage read(JsonReader json) {
    String raw = json.raw();
    byte[] text = raw.getBytes(UTF_8);
    UsageReader reader = new UsageReader();
    reader.members(new JsonReader().over(text, 0, text.length));
    return reader.usage(raw);
  }

  private void members(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      int first = json.peek();
      if (first == '{') {
        members(json);
      } else if (first >= '0' && first <= '9') {
        number(json.name(), json.integer());
      } else {
        json.skip();
      }
    }
  }

  private void number(String name, long value) {
    switch (name) {
      case "promptTokens" -> input = value;
      case "completionTokens" -> output = value;
      case "totalTokens" -> total = value;
      case "cachedTokens" -> cached = value;
      case "reasoningTokens" -> reasoning = value;
      default -> {}
    }
  }

  private Usage usage(String raw) {
    // xAI counts thinking beside the answer; only the total tells.
    boolean beside = reasoning > 0 && total == input + output + reasoning;
    Usage usage = Usage.of(input, beside ? output + reasoning : output).withRaw(raw);
    if (cached >= 0) {
      usage = usage.withCacheRead(Math.min(cached, input));
    }
    return reasoning < 0 ? usage : usage.withReasoning(Math.min(reasoning, usage.output()));
  }
}
