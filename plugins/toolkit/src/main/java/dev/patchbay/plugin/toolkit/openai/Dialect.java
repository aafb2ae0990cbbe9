package dev.patchbay.plugin.toolkit.openai;

import org.jspecify.annotations.Nullable;

/**
 * How one host's chat completions differ from another's.
 *
 * @param provider the provider's name: the first word of the types of opaque parts
 * @param original whether this is OpenAI's own service, which knows {@code allowed_tools} and
 *     refusals in messages, and never tells its thinking
 * @param terminator what tells that a stream is whole
 * @param limit the member for the most tokens of an answer
 * @param reasoningField the member of an assistant message in which earlier thinking is sent back;
 *     null: it is not sent
 * @param prefill how the host is told to go on from a last message of the assistant's
 * @param quirks what else sets it apart
 * @param thinkingTag how thinking is marked in the text; null: it isn't, and all text is text
 */
public record Dialect(
    String provider,
    boolean original,
    Terminator terminator,
    LimitField limit,
    @Nullable String reasoningField,
    Prefill prefill,
    Quirks quirks,
    @Nullable ThinkingTag thinkingTag) {
  /** What tells that a stream is whole. */
  public enum Terminator {
    /** A finish reason for each choice, then {@code data: [DONE]}. */
    DONE,
    /** A finish reason for each choice; then {@code [DONE]} or the orderly end of the body. */
    FINISH,
    /** The orderly end of the body. */
    EOF
  }

  /** The member for the most tokens of an answer. */
  public enum LimitField {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS,
    /** The newer one for OpenAI itself and for its reasoning models anywhere, else the older. */
    BY_MODEL
  }

  /** How the host is told to go on from a last message of the assistant's. */
  public enum Prefill {
    /** It can't, as far as is known. */
    NONE,
    /** It does so without being told. */
    PLAIN,
    /** By {@code "prefix": true} in that message: DeepSeek's guide "Chat Prefix Completion". */
    PREFIX,
    /**
     * By {@code continue_final_message}, which excludes {@code add_generation_prompt}: vLLM's
     * {@code ChatCompletionRequest}.
     */
    VLLM
  }

  /** A host without further quirks. */
  public Dialect(
      String provider,
      boolean original,
      Terminator terminator,
      LimitField limit,
      @Nullable String reasoningField,
      Prefill prefill) {
    this(
        provider,
        original,
        terminator,
        limit,
        reasoningField,
        prefill,
        original ? Quirks.OPENAI : Quirks.NONE,
        null);
  }

  /** Whether a model refuses messages of the system's and of developers. */
  boolean refusesSystem(String model) {
    return original && ReasoningModels.refusesSystem(model);
  }

  String limitName(String model) {
    return switch (limit) {
      case MAX_TOKENS -> "max_tokens";
      case MAX_COMPLETION_TOKENS -> "max_completion_tokens";
      case BY_MODEL ->
          original || ReasoningModels.refusesMaxTokens(model)
              ? "max_completion_tokens"
              : "max_tokens";
    };
  }

  /**
   * The only name that the host has for the limit: the configured one, or the newer one for models
   * that refuse the older; null: it takes what callers send.
   */
  @Nullable String onlyLimitName(String model) {
    return limit == LimitField.BY_MODEL && !ReasoningModels.refusesMaxTokens(model)
        ? null
        : limitName(model);
  }
}
