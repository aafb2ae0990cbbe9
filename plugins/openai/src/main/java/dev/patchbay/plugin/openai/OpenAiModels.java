package dev.patchbay.plugin.openai;

import static dev.patchbay.spi.Capabilities.EMBEDDINGS;
import static dev.patchbay.spi.Capabilities.IMAGE_INPUT;
import static dev.patchbay.spi.Capabilities.JSON_SCHEMA;
import static dev.patchbay.spi.Capabilities.LOGPROBS;
import static dev.patchbay.spi.Capabilities.PARALLEL_TOOLS;
import static dev.patchbay.spi.Capabilities.REASONING;
import static dev.patchbay.spi.Capabilities.STREAMING;
import static dev.patchbay.spi.Capabilities.TOOLS;

import dev.patchbay.spi.Capabilities;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What OpenAI's models can do on chat completions and embeddings.
 *
 * <p>Source: the model list of the project ruby_llm (MIT), which follows models.dev, 19 August
 * 2026; log probabilities by OpenAI's reference (all but the reasoning models). Models that are
 * listed there with filler only, or that answer on another API, are left out and so unknown.
 */
final class OpenAiModels {
  private static final Pattern SNAPSHOT = Pattern.compile("-20\\d\\d-\\d\\d-\\d\\d$");

  private static final Capabilities GPT_35 =
      known(16_385, 4_096, Set.of(STREAMING, TOOLS, PARALLEL_TOOLS, LOGPROBS));
  private static final Capabilities GPT_4 =
      known(8_192, 8_192, Set.of(STREAMING, TOOLS, PARALLEL_TOOLS, LOGPROBS));
  private static final Set<String> SEEING =
      Set.of(STREAMING, TOOLS, PARALLEL_TOOLS, LOGPROBS, IMAGE_INPUT);
  private static final Set<String> FULL =
      Set.of(STREAMING, TOOLS, PARALLEL_TOOLS, LOGPROBS, IMAGE_INPUT, JSON_SCHEMA);
  private static final Set<String> THINKING =
      Set.of(STREAMING, TOOLS, PARALLEL_TOOLS, IMAGE_INPUT, JSON_SCHEMA, REASONING);
  private static final Set<String> ONE_TOOL =
      Set.of(STREAMING, TOOLS, IMAGE_INPUT, JSON_SCHEMA, REASONING);
  private static final Set<String> BLIND =
      Set.of(STREAMING, TOOLS, PARALLEL_TOOLS, JSON_SCHEMA, REASONING);

  private static final Capabilities EMBEDDING =
      Capabilities.of(Set.of(EMBEDDINGS)).contextWindow(8_191);

  private static final Map<String, Capabilities> BY_NAME =
      Map.ofEntries(
          Map.entry("gpt-3.5-turbo", GPT_35),
          Map.entry("gpt-4", GPT_4),
          Map.entry("gpt-4-turbo", known(128_000, 4_096, SEEING)),
          Map.entry("gpt-4o-2024-05-13", known(128_000, 4_096, SEEING)),
          Map.entry("gpt-4o", known(128_000, 16_384, FULL)),
          Map.entry("gpt-4o-mini", known(128_000, 16_384, FULL)),
          Map.entry("gpt-4.1", known(1_047_576, 32_768, FULL)),
          Map.entry("gpt-4.1-mini", known(1_047_576, 32_768, FULL)),
          Map.entry("gpt-4.1-nano", known(1_047_576, 32_768, FULL)),
          Map.entry("gpt-5", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5-mini", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5-nano", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5.1", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5.2", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5.4", known(1_050_000, 128_000, THINKING)),
          Map.entry("gpt-5.4-mini", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5.4-nano", known(400_000, 128_000, THINKING)),
          Map.entry("gpt-5.5", known(1_050_000, 128_000, THINKING)),
          Map.entry("gpt-5.6", known(1_050_000, 128_000, ONE_TOOL)),
          Map.entry("gpt-5.6-luna", known(1_050_000, 128_000, THINKING)),
          Map.entry("gpt-5.6-sol", known(1_050_000, 128_000, THINKING)),
          Map.entry("gpt-5.6-terra", known(1_050_000, 128_000, THINKING)),
          Map.entry("o1", known(200_000, 100_000, THINKING)),
          Map.entry("o3", known(200_000, 100_000, ONE_TOOL)),
          Map.entry("o3-mini", known(200_000, 100_000, BLIND)),
          Map.entry("o4-mini", known(200_000, 100_000, ONE_TOOL)),
          Map.entry("text-embedding-3-small", EMBEDDING),
          Map.entry("text-embedding-3-large", EMBEDDING),
          Map.entry("text-embedding-ada-002", EMBEDDING));

  private OpenAiModels() {}

  /** A dated snapshot can do what its model can, unless it is listed itself. */
  static Capabilities capabilities(String model) {
    Capabilities exact = BY_NAME.get(model);
    if (exact != null) {
      return exact;
    }
    String family = SNAPSHOT.matcher(model).replaceFirst("");
    return BY_NAME.getOrDefault(family, Capabilities.UNKNOWN);
  }

  private static Capabilities known(long contextWindow, long maxOutput, Set<String> features) {
    return Capabilities.of(features).contextWindow(contextWindow).maxOutput(maxOutput);
  }
}
