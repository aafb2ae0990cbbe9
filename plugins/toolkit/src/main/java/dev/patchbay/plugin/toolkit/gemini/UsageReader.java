package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Usage;
import dev.patchbay.spi.Usage.ModalityTokens;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usageMetadata}. Thoughts are counted beside the answer there, and what the service's
 * own tools were told and gave beside the prompt; cached tokens are a part of the prompt.
 */
final class UsageReader {
  private static final String TEXT = "text";

  /** The words of modalities, by the numbers that somebody may have asked for. */
  private static final List<String> NUMBERED =
      List.of("unspecified", TEXT, "image", "video", "audio", "document");

  private long prompt;
  private long toolUse = -1;
  private long candidates;
  private long thoughts = -1;
  private long cached = -1;
  private final Map<String, Long> inputs = new TreeMap<>();
  private final Map<String, Long> outputs = new TreeMap<>();

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
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "promptTokenCount" -> prompt = count(json);
        case "toolUsePromptTokenCount" -> toolUse = count(json);
        case "candidatesTokenCount" -> candidates = count(json);
        case "thoughtsTokenCount" -> thoughts = count(json);
        case "cachedContentTokenCount" -> cached = count(json);
        case "promptTokensDetails", "toolUsePromptTokensDetails" -> details(json, inputs);
        case "candidatesTokensDetails" -> details(json, outputs);
        default -> json.skip();
      }
    }
  }

  private static void details(JsonReader json, Map<String, Long> into) {
    json.beginArray();
    while (json.nextElement()) {
      String modality = TEXT;
      long tokens = 0;
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "modality" -> modality = modality(json.anyText());
          case "tokenCount" -> tokens = count(json);
          default -> json.skip();
        }
      }
      into.merge(modality, tokens, Long::sum);
    }
  }

  /** No count is negative or astronomical. */
  private static long count(JsonReader json) {
    return Math.clamp(json.integer(), 0, 1L << 50);
  }

  private static String modality(@Nullable String word) {
    if (word != null && word.matches("[0-5]")) {
      return NUMBERED.get(Integer.parseInt(word));
    }
    return String.valueOf(word).toLowerCase(Locale.ROOT);
  }

  private Usage usage(String raw) {
    long input = prompt + Math.max(0, toolUse);
    long output = candidates + Math.max(0, thoughts);
    Usage usage = Usage.of(input, output).withRaw(raw).withModalities(modalities(input, output));
    if (cached >= 0) {
      usage = usage.withCacheRead(Math.min(cached, input));
    }
    if (toolUse >= 0) {
      usage = usage.withToolInput(toolUse);
    }
    return thoughts < 0 ? usage : usage.withReasoning(thoughts);
  }

  /** What is not told of one kind is text: thoughts are, and plain answers are not broken down. */
  private List<ModalityTokens> modalities(long input, long output) {
    if (inputs.isEmpty() && outputs.isEmpty()) {
      return List.of();
    }
    rest(inputs, input);
    rest(outputs, output);
    Set<String> words = new LinkedHashSet<>(inputs.keySet());
    words.addAll(outputs.keySet());
    List<ModalityTokens> all = new ArrayList<>();
    for (String word : words) {
      all.add(
          new ModalityTokens(word, inputs.getOrDefault(word, 0L), outputs.getOrDefault(word, 0L)));
    }
    return all;
  }

  private static void rest(Map<String, Long> told, long total) {
    long rest = total - told.values().stream().mapToLong(Long::longValue).sum();
    if (rest > 0) {
      told.merge(TEXT, rest, Long::sum);
    }
  }
}
