package dev.patchbay.plugin.toolkit.gemini;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of Google's two services is spoken to.
 *
 * @param provider the provider's name: the first word of the types of opaque parts, and the maker
 *     of signatures
 * @param vertex whether it is Vertex AI, which takes names of files, and in whose version v1 calls
 *     have no ids: there a result belongs to its call by place and name
 */
public record GeminiHost(String provider, boolean vertex) {
  /** Model families before the one that has levels of thinking instead of budgets. */
  private static final Pattern GENERATION = Pattern.compile("gemini-(\\d{1,3})");

  static final int WITH_LEVELS = 3;

  /** The first number in a model's name: 2 for {@code gemini-2.5-pro}; 0 if it tells none. */
  static int generation(String model) {
    Matcher matcher = GENERATION.matcher(model);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
