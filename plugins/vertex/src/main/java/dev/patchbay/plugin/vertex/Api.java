package dev.patchbay.plugin.vertex;

import java.util.Locale;

/** Vertex AI's ways to ask a model. */
enum Api {
  /** {@code generateContent}. */
  GEMINI,
  /** Anthropic's messages by {@code rawPredict}. */
  ANTHROPIC,
  /** Chat completions. */
  OPENAI;

  static final String OF_ANTHROPIC = "anthropic/";

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The way that a model's name tells: only names with their publisher are of the third. */
  static Api of(String model) {
    if (model.startsWith("claude") || model.startsWith(OF_ANTHROPIC)) {
      return ANTHROPIC;
    }
    boolean endpoint = model.startsWith("endpoints/");
    return model.indexOf('/') > 0 && !endpoint ? OPENAI : GEMINI;
  }
}
