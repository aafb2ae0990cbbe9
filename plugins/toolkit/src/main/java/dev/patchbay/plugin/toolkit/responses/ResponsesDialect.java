package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.plugin.toolkit.openai.ReasoningModels;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * How one host's Responses differ from another's.
 *
 * @param provider the provider's name: who has made the thinking of its answers
 * @param original whether OpenAI's own models answer, at OpenAI or elsewhere, so that {@code
 *     allowed_tools} are known and thinking models refuse temperature and its kin
 * @param userField the member for the caller's own user
 * @param instructions whether a system message in front is said as {@code instructions}
 * @param thoughts how the thinking of earlier turns is sent back
 */
public record ResponsesDialect(
    String provider, boolean original, String userField, boolean instructions, Thoughts thoughts) {
  /**
   * What the types of this dialect's own tools and items begin with, whoever serves them. Chat
   * completions have others under the same names.
   */
  public static final String OWN = "openai-responses.";

  /** The provider whose sealed thinking this dialect carries without saying whose it is. */
  static final String HOME = "openai";

  static final String SEALED = "reasoning.encrypted_content";

  /** How the thinking of earlier turns is sent back. */
  public enum Thoughts {
    /** Sealed, as it came; the host is asked to seal it. */
    SEALED,
    /** The same, but asked only of models that think: the others refuse to be asked. */
    SEALED_BY_MODEL,
    /** As plain text. */
    PLAIN
  }

  /** OpenAI itself. */
  public static ResponsesDialect openAi(String provider) {
    return new ResponsesDialect(
        provider, true, "safety_identifier", true, Thoughts.SEALED_BY_MODEL);
  }

  /** Whether to ask that the thinking be sealed, so that it can come back in the next call. */
  boolean seals(ChatCall call) {
    return switch (thoughts) {
      case SEALED -> true;
      case PLAIN -> false;
      case SEALED_BY_MODEL -> ReasoningModels.has(call.model()) || asksForThinking(call.thinking());
    };
  }

  /** The name of a deployment tells nothing of its model, but such a wish does. */
  private static boolean asksForThinking(@Nullable Thinking thinking) {
    return thinking != null && !"none".equals(thinking.effort());
  }

  boolean isHome() {
    return provider.equals(HOME);
  }
}
