package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.plugin.toolkit.http.Kinds;
import dev.patchbay.spi.ErrorKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an error asks for: by the type that the page "Errors" of Anthropic's reference gives
 * each status, and by the prose of those that share a type.
 */
final class ErrorKinds {
  private static final List<String> QUOTA =
      List.of(
          "enforced_spend_limit_reached",
          "credit balance is too low",
          "reached your specified api usage limits",
          "reached your specified workspace api usage limits",
          "reached your api usage limits");
  private static final List<String> CONTEXT =
      List.of(
          "prompt is too long",
          "exceed context limit",
          "exceeds the context window",
          "input is too long");
  private static final List<String> BLOCKED = List.of("content filtering policy");
  private static final List<String> UNSUPPORTED =
      List.of("not supported", "does not support", "not available for this model");

  private ErrorKinds() {}

  /**
   * The kind.
   *
   * @param status 0 if the error came under a 200
   * @param words type, code and message
   */
  static ErrorKind of(int status, @Nullable String type, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (status < 500 && Kinds.any(QUOTA, text)) {
      return ErrorKind.QUOTA;
    }
    ErrorKind kind = status == 0 ? byType(type) : Kinds.ofStatus(status);
    return switch (kind) {
      case INVALID -> request(text);
      case UPSTREAM -> text.contains("overloaded") ? ErrorKind.OVERLOADED : kind;
      default -> kind;
    };
  }

  private static ErrorKind request(String text) {
    if (Kinds.any(CONTEXT, text)) {
      return ErrorKind.CONTEXT_LENGTH;
    } else if (Kinds.any(BLOCKED, text)) {
      return ErrorKind.PROMPT_BLOCKED;
    }
    return Kinds.any(UNSUPPORTED, text) ? ErrorKind.UNSUPPORTED : ErrorKind.INVALID;
  }

  private static ErrorKind byType(@Nullable String type) {
    return switch (type) {
      case "invalid_request_error" -> ErrorKind.INVALID;
      case "authentication_error", "permission_error" -> ErrorKind.AUTH;
      case "billing_error" -> ErrorKind.QUOTA;
      case "not_found_error" -> ErrorKind.NOT_FOUND;
      case "request_too_large" -> ErrorKind.TOO_LARGE;
      case "rate_limit_error", "RESOURCE_EXHAUSTED" -> ErrorKind.RATE_LIMITED;
      case "timeout_error", "DEADLINE_EXCEEDED" -> ErrorKind.TIMEOUT;
      case "overloaded_error", "UNAVAILABLE" -> ErrorKind.OVERLOADED;
      case null, default -> ErrorKind.UPSTREAM;
    };
  }

  /**
   * The service may say itself whether to ask again, by {@code x-should-retry}. Not to do so after
   * a passing fault means: not here.
   */
  static ErrorKind asTold(ErrorKind kind, @Nullable String shouldRetry) {
    if ("false".equals(shouldRetry)) {
      return switch (kind) {
        case RATE_LIMITED -> ErrorKind.QUOTA;
        case OVERLOADED, UPSTREAM -> ErrorKind.BAD_RESPONSE;
        default -> kind;
      };
    }
    return "true".equals(shouldRetry) && kind == ErrorKind.INVALID ? ErrorKind.UPSTREAM : kind;
  }
}
