package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** Input and output of each kind of content that is told apart. */
  private final Map<String, long[]> kinds = new TreeMap<>();

  /** Which side the details that are being read are of: 0 input, 1 output. */
  private int side;

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
        side = name.startsWith("completion") || name.startsWith("output") ? 1 : 0;
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
      case "text_tokens", "audio_tokens", "image_tokens", "video_tokens" ->
          kinds.computeIfAbsent(name.substring(0, name.indexOf('_')), kind -> new long[2])[side] =
              value;
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
    usage = usage.withModalities(modalities(usage));
    return reasoning < 0 ? usage : usage.withReasoning(Math.min(reasoning, usage.output()));
  }

  /** Nothing where all is text anyway; what isn't told apart is text. */
  private List<Usage.ModalityTokens> modalities(Usage usage) {
    long[] text = kinds.remove("text");
    long[] rest = {usage.input(), usage.output()};
    List<Usage.ModalityTokens> all = new ArrayList<>();
    kinds.forEach((kind, tokens) -> {
      if (tokens[0] > 0 || tokens[1] > 0) {
        long in = Math.min(tokens[0], rest[0]);
        long out = Math.min(tokens[1], rest[1]);
        rest[0] -= in;
        rest[1] -= out;
        all.add(new Usage.ModalityTokens(kind, in, out));
      }
    });
    if (!all.isEmpty()) {
      long in = text == null || text[0] == 0 ? rest[0] : Math.min(text[0], rest[0]);
      long out = text == null || text[1] == 0 ? rest[1] : Math.min(text[1], rest[1]);
      all.add(new Usage.ModalityTokens("text", in, out));
    }
    return all;
  }
}
