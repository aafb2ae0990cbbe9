package dev.patchbay.plugin.bedrock.aws;

import dev.patchbay.spi.ErrorKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what an error asks for, by its type, its prose, and its status, in this order. */
final class ErrorKinds {
  private static final List<String> CONTEXT =
      List.of(
          "input tokens exceeded",
          "input is too long",
          "prompt is too long",
          "too many input tokens",
          "maximum context length",
          "context length",
          "context window",
          "context limit",
          "exceeds the maximum length",
          "max input tokens");
  private static final List<String> MODEL =
      List.of(
          "model identifier is invalid",
          "model id is invalid",
          "on-demand throughput isn",
          "isn't supported on this route",
          "reached the end of its life",
          "model version is not supported");
  private static final List<String> BLOCKED =
      List.of("blocked by our content filters", "content filtering policy", "content policy");
  private static final List<String> DAILY = List.of("per day", "daily");

  private ErrorKinds() {}

  /**
   * The kind.
   *
   * @param status 0 if the error came in a stream and names none
   * @param type the error's type, {@code ThrottlingException}
   */
  static ErrorKind of(int status, @Nullable String type, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    ErrorKind told = type == null ? null : byType(type, text);
    if (told == null && status >= 400 && status < 500) {
      told = byProse(text);
    }
    return told == null ? byStatus(status) : told;
  }

  private static @Nullable ErrorKind byType(String type, String text) {
    return switch (type) {
      case "ThrottlingException", "TooManyRequestsException" ->
          any(DAILY, text) ? ErrorKind.QUOTA : ErrorKind.RATE_LIMITED;
      case "ServiceQuotaExceededException" -> ErrorKind.QUOTA;
      case "ModelNotReadyException", "ServiceUnavailableException" -> ErrorKind.OVERLOADED;
      case "ModelTimeoutException" -> ErrorKind.TIMEOUT;
      case "ModelErrorException" -> {
        ErrorKind prose = byProse(text);
        yield prose == null ? ErrorKind.UPSTREAM : prose;
      }
      case "ModelStreamErrorException", "InternalServerException", "InternalFailure" ->
          ErrorKind.UPSTREAM;
      case "ResourceNotFoundException" -> ErrorKind.NOT_FOUND;
      case "ValidationException" -> {
        ErrorKind prose = byProse(text);
        yield prose == null ? ErrorKind.INVALID : prose;
      }
      case "AccessDeniedException",
          "UnrecognizedClientException",
          "ExpiredTokenException",
          "InvalidSignatureException",
          "InvalidClientTokenId",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          ErrorKind.AUTH;
      default -> null;
    };
  }

  private static @Nullable ErrorKind byProse(String text) {
    if (any(CONTEXT, text)) {
      return ErrorKind.CONTEXT_LENGTH;
    } else if (any(MODEL, text)) {
      return ErrorKind.NOT_FOUND;
    }
    return any(BLOCKED, text) ? ErrorKind.PROMPT_BLOCKED : null;
  }

  private static ErrorKind byStatus(int status) {
    return switch (status) {
      case 401, 403 -> ErrorKind.AUTH;
      case 402 -> ErrorKind.QUOTA;
      case 404 -> ErrorKind.NOT_FOUND;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 413 -> ErrorKind.TOO_LARGE;
      case 424 -> ErrorKind.UPSTREAM;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 503 -> ErrorKind.OVERLOADED;
      default -> status >= 400 && status < 500 ? ErrorKind.INVALID : ErrorKind.UPSTREAM;
    };
  }

  private static boolean any(List<String> words, String text) {
    return words.stream().anyMatch(text::contains);
  }
}
