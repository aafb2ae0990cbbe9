package dev.patchbay.plugin.bedrock;

/**
 * Where Bedrock's OpenAI-compatible APIs are: at the runtime, or at the newer endpoint named
 * Mantle, which has OpenAI's own models under another prefix than all others.
 */
enum OpenAiPaths {
  RUNTIME,
  MANTLE;

  /** What stands before {@code /chat/completions} and {@code /responses}. */
  String prefix(String model) {
    return this == RUNTIME || isGpt(model) ? "/openai/v1" : "/v1";
  }

  /** Whether it is one of OpenAI's own services' models, and none of those with open weights. */
  static boolean isGpt(String model) {
    return model.contains("gpt-") && !isOpenWeights(model);
  }

  static boolean isOpenWeights(String model) {
    return model.contains("gpt-oss");
  }
}
