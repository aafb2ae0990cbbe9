package dev.patchbay.plugin.bedrock.converse;

import java.util.Locale;

/** Whose model it is, as far as its name tells: what Converse itself lacks differs by that. */
enum Family {
  CLAUDE,
  /** The first Nova, which knows no thinking apart from text. */
  NOVA,
  NOVA_2,
  MISTRAL,
  COHERE,
  OPENAI,
  /** Another maker's. */
  OTHER,
  /** A profile whose name tells nothing. */
  UNKNOWN;

  /**
   * The family of a model.
   *
   * @param model an id, the id of an inference profile, or an ARN of either
   */
  static Family of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.contains("claude")) {
      return CLAUDE;
    } else if (name.contains("amazon.nova")) {
      return name.contains("amazon.nova-2") ? NOVA_2 : NOVA;
    } else if (name.contains("mistral.")) {
      return MISTRAL;
    } else if (name.contains("cohere.")) {
      return COHERE;
    } else if (name.contains("openai.")) {
      return OPENAI;
    }
    return name.startsWith("arn:") ? UNKNOWN : OTHER;
  }
}
