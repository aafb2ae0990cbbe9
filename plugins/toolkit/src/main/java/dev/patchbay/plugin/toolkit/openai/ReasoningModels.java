package dev.patchbay.plugin.toolkit.openai;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of OpenAI's models think before they answer, told by their names, also behind a vendor's
 * prefix ({@code openai/o3}, {@code openai.gpt-5.6}).
 */
public final class ReasoningModels {
  private static final Set<String> REFUSED =
      Set.of(
          "temperature",
          "top_p",
          "frequency_penalty",
          "presence_penalty",
          "logprobs",
          "top_logprobs",
          "logit_bias",
          "stop");

  private ReasoningModels() {}

  /** o1, o3-mini, gpt-5.1 and so on. */
  public static boolean has(String model) {
    String name = bare(model);
    return isO(name) || (name.startsWith("gpt-5") && !isChat(name)) || name.startsWith("codex-");
  }

  /** Whether a model takes the newer name of the limit alone: those that think, and their kin. */
  static boolean refusesMaxTokens(String model) {
    return has(model) || bare(model).startsWith("gpt-5");
  }

  /**
   * Whether a model refuses temperature, penalties, log probabilities and so on: those that think,
   * save the later ones of gpt-5 when they are told not to.
   *
   * @param effort how much to think, as the caller said
   */
  public static boolean refusesSampling(String model, @Nullable String effort) {
    boolean told = "none".equals(effort) && bare(model).startsWith("gpt-5.");
    return has(model) && !told;
  }

  /** Whether such a model refuses one of the members of chat completions. */
  static boolean refuse(String member) {
    return REFUSED.contains(member);
  }

  /** The first of them refuse messages of the system's, which then can only be the user's. */
  static boolean refusesSystem(String model) {
    String name = bare(model);
    return name.startsWith("o1-mini") || name.startsWith("o1-preview");
  }

  private static String bare(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    return name.startsWith("openai.") ? name.substring("openai.".length()) : name;
  }

  private static boolean isO(String name) {
    return name.length() > 1 && name.charAt(0) == 'o' && Character.isDigit(name.charAt(1));
  }

  private static boolean isChat(String name) {
    return name.startsWith("gpt-5-chat") || name.endsWith("-chat-latest");
  }
}
