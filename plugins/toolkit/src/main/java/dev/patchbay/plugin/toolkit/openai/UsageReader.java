package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Usage;

/**
 * Reads a usage object: OpenAI's members of chat completions and Responses, and what the hosts like
 * it add or count otherwise.
 */
public final class UsageReader {
  private long input;
  private long output;
  private long total;
  private long cacheRead = -1;
  private long cacheWrite = -1;
  private long reasoning = -1;

  private UsageReader() {}

  public static Usage read(JsonReader json) {
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
      String name = json.name();
      if (first == '{' && name.endsWith("_tokens_details")) {
        members(json);
      } else if (first == '-' || (first >= '0' && first <= '9')) {
        number(name, json.integer());
      } else {
        json.skip();
      }
    }
  }

  private void number(String name, long value) {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> input = value;
      case "completion_tokens", "output_tokens" -> output = value;
      case "total_tokens" -> total = value;
      case "cached_tokens", "prompt_cache_hit_tokens", "num_cached_tokens" -> cacheRead = value;
      case "cache_write_tokens" -> cacheWrite = value;
      case "reasoning_tokens" -> reasoning = value;
      default -> {}
    }
  }

  private Usage usage(String raw) {
    // xAI counts thinking beside the answer; only the total tells.
    boolean beside = reasoning > 0 && total == input + output + reasoning;
    Usage usage = Usage.of(input, beside ? output + reasoning : output).withRaw(raw);
    // Parts larger than their whole have been seen: cached tokens at Azure's Foundry, reasoning at
    // OpenRouter.
    if (cacheRead >= 0) {
      usage = usage.withCacheRead(Math.min(cacheRead, input));
    }
    if (cacheWrite >= 0) {
      usage = usage.withCacheWrite(Math.min(cacheWrite, input));
    }
    return reasoning < 0 ? usage : usage.withReasoning(Math.min(reasoning, usage.output()));
  }
}
