package dev.patchbay.plugin.local.llama;

import org.jspecify.annotations.Nullable;

/**
 * How the next token is chosen.
 *
 * @param temperature 0: always the likeliest token, and the other components don't matter
 * @param topK null: unlimited
 * @param topP null: unlimited
 * @param seed null: another one for each answer
 */
public record TokenChoice(
    double temperature, @Nullable Integer topK, @Nullable Double topP, @Nullable Long seed) {
  /** Always the likeliest token. */
  public static final TokenChoice GREEDY = new TokenChoice(0, null, null, null);

  boolean greedy() {
    return temperature <= 0;
  }
}
