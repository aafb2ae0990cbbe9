package dev.patchbay.plugin.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Usage;

/**
 * Reads {@code usage}. What is billed leaves out what Cohere puts around a prompt, so tokens count,
 * and the billed ones only where nothing else is told; both stay in the raw object.
 */
final class UsageReader {
  private long input = -1;
  private long output = -1;
  private long billedInput;
  private long billedOutput;
  private long cached = -1;
  private long reasoning = -1;

  private UsageReader() {}

  static Usage read(JsonReader json) {
    String raw = json.raw();
    UsageReader reader = new UsageReader();
    reader.members(over(raw));
    return reader.usage(raw);
  }

  /** Reads {@code billed_units} alone. */
  static Usage billed(JsonReader json) {
    String raw = json.raw();
    UsageReader reader = new UsageReader();
    reader.billedUnits(over(raw));
    return reader.usage(raw);
  }

  private static JsonReader over(String raw) {
    byte[] text = raw.getBytes(UTF_8);
    return new JsonReader().over(text, 0, text.length);
  }

  private void members(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      boolean object = json.peek() == '{';
      switch (json.name()) {
        case "tokens" -> {
          if (object) {
            tokens(json);
          } else {
            json.skip();
          }
        }
        case "billed_units" -> {
          if (object) {
            billedUnits(json);
          } else {
            json.skip();
          }
        }
        case "cached_tokens" -> cached = number(json, cached);
        default -> json.skip();
      }
    }
  }

  private void tokens(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "input_tokens" -> input = number(json, input);
        case "output_tokens" -> output = number(json, output);
        case "reasoning_tokens" -> reasoning = number(json, reasoning);
        default -> json.skip();
      }
    }
  }

  private void billedUnits(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "input_tokens" -> billedInput = number(json, 0);
        case "output_tokens" -> billedOutput = number(json, 0);
        default -> json.skip();
      }
    }
  }

  private static long number(JsonReader json, long otherwise) {
    if (json.takeNull()) {
      return otherwise;
    }
    return json.integer();
  }

  private Usage usage(String raw) {
    Usage usage =
        Usage.of(input < 0 ? billedInput : input, output < 0 ? billedOutput : output).withRaw(raw);
    if (cached >= 0) {
      usage = usage.withCacheRead(Math.min(cached, usage.input()));
    }
    return reasoning < 0 ? usage : usage.withReasoning(Math.min(reasoning, usage.output()));
  }
}
