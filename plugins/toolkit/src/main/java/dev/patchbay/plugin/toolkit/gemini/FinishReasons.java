package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.spi.ChatEvent.FinishReason;

/** What the services' reasons mean. */
final class FinishReasons {
  private FinishReasons() {}

  /**
   * The meaning of a reason.
   *
   * @param raw the word; its number, if somebody asked for enums as numbers, which is the same at
   *     both services up to 5
   * @param called whether the candidate calls functions: its reason is a plain STOP
   */
  static FinishReason of(String raw, boolean called) {
    return switch (raw) {
      case "STOP", "1" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "MAX_TOKENS", "2" -> FinishReason.LENGTH;
      case "SAFETY",
          "3",
          "RECITATION",
          "4",
          "MODEL_ARMOR",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "JAILBREAK",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.CONTENT_FILTER;
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "MALFORMED_RESPONSE",
          "NO_IMAGE" ->
          FinishReason.ERROR;
      default -> FinishReason.OTHER;
    };
  }
}
