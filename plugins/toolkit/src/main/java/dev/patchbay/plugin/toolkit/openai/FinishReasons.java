package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.spi.ChatEvent.FinishReason;

/** What the hosts' words for the end of a choice mean. */
final class FinishReasons {
  private FinishReasons() {}

  /** Forced calls and refusals end with a plain {@code stop}. */
  static FinishReason of(String raw, boolean called, boolean refused) {
    return switch (raw) {
      case "stop", "eos", "eos_token", "stop_sequence", "end_turn" -> {
        if (called) {
          yield FinishReason.TOOL_CALLS;
        }
        yield refused ? FinishReason.REFUSAL : FinishReason.STOP;
      }
      case "length", "max_tokens" -> FinishReason.LENGTH;
      case "model_length", "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      default -> FinishReason.OTHER;
    };
  }
}
