package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatEvent.FinishReason;
import java.util.Locale;

/** What the service's words for an answer's end mean. Models pass their makers' own words on. */
final class FinishReasons {
  private FinishReasons() {}

  static FinishReason of(String raw) {
    return switch (raw.toUpperCase(Locale.ROOT)) {
      case "STOP", "COMPLETE", "STOP_SEQUENCE", "END_TURN", "EOS" -> FinishReason.STOP;
      case "LENGTH", "MAX_TOKENS" -> FinishReason.LENGTH;
      case "ERROR_LIMIT", "MODEL_LENGTH" -> FinishReason.CONTEXT_WINDOW;
      case "TOOL_CALLS", "TOOL_CALL", "FUNCTION_CALL", "TOOL_USE" -> FinishReason.TOOL_CALLS;
      case "CONTENT_FILTER",
          "ERROR_TOXIC",
          "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR" ->
          FinishReason.CONTENT_FILTER;
      case "REFUSAL" -> FinishReason.REFUSAL;
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL" -> FinishReason.ERROR;
      default -> FinishReason.OTHER;
    };
  }
}
