package dev.patchbay.plugin.oci;

/** The forms in which Oracle's own API takes a conversation, by the maker of the model. */
enum ApiFormat {
  GENERIC,
  COHERE,
  COHEREV2;

  /**
   * The format that a model takes. A dedicated endpoint's name tells nothing of its model, so that
   * it is taken for {@link #GENERIC} where the configuration does not say otherwise.
   */
  static ApiFormat of(String model) {
    if (!model.startsWith("cohere.")) {
      return GENERIC;
    }
    // These two refuse the older format or can't say in it what they are for.
    boolean second =
        model.startsWith("cohere.command-a-vision")
            || model.startsWith("cohere.command-a-reasoning");
    return second ? COHEREV2 : COHERE;
  }
}
