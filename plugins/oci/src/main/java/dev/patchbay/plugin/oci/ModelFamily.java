package dev.patchbay.plugin.oci;

/** Whose model it is, by its name. */
final class ModelFamily {
  private ModelFamily() {}

  /** OpenAI's own models, which OpenAI itself serves; its open ones are served like others. */
  static boolean isOpenAi(String model) {
    return model.startsWith("openai.") && !model.startsWith("openai.gpt-oss");
  }

  /** Google's take no two tool calls in one turn. */
  static boolean isGoogle(String model) {
    return model.startsWith("google.");
  }
}
