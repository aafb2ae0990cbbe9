package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.http.Kinds;
import dev.patchbay.spi.ErrorKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an error asks for. Hosts share nothing but the status, so codes and prose come first,
 * each where it can be trusted.
 */
public final class ErrorKinds {
  private static final List<String> QUOTA =
      List.of(
          "insufficient_quota",
          "exceeded your current quota",
          "billing_hard_limit",
          "billing_not_active",
          "insufficient balance",
          "insufficient_balance",
          "insufficient credit",
          "requires more credits",
          "spend limit",
          "spending limit");
  private static final List<String> CONTEXT =
      List.of(
          "context_length_exceeded",
          "exceed_context_size",
          "maximum context length",
          "context length",
          "context window",
          "context size",
          "prompt is too long",
          "too many input tokens",
          "too_many_tokens",
          "max_new_tokens` must be <=",
          "reduce the length of the messages");
  private static final List<String> BLOCKED =
      List.of(
          "content_filter ",
          "responsibleaipolicyviolation",
          "content_policy_violation",
          "content management policy",
          "moderation",
          "was flagged");
  private static final List<String> KEY =
      List.of("invalid_api_key", "incorrect api key", "api key not valid", "invalid api key");
  private static final List<String> MODEL =
      List.of("model_not_found", "model_decommissioned", "deploymentnotfound");
  private static final List<String> OVERLOADED = List.of("overloaded", "over capacity");
  private static final List<String> INVALID =
      List.of("invalid_request", "invalid_prompt", "invalid_image", "validation");
  private static final List<String> UNSUPPORTED =
      List.of("unsupported_parameter", "unsupported_value", "unsupported parameter");

  private ErrorKinds() {}

  /**
   * The kind.
   *
   * @param status 0 if the error came under a 200 and names none
   * @param words code, type and message, each followed by a blank
   */
  public static ErrorKind of(int status, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    ErrorKind told = request(status) ? requestKind(status, text) : serviceKind(status, text);
    return told == null ? Kinds.ofStatus(status) : told;
  }

  private static boolean request(int status) {
    return status == 0 || status == 400 || status == 403 || status == 413 || status == 422;
  }

  private static @Nullable ErrorKind requestKind(int status, String text) {
    if (Kinds.any(QUOTA, text)) {
      return ErrorKind.QUOTA;
    } else if (Kinds.any(CONTEXT, text)) {
      return ErrorKind.CONTEXT_LENGTH;
    } else if (Kinds.any(BLOCKED, text)) {
      return ErrorKind.PROMPT_BLOCKED;
    } else if (Kinds.any(KEY, text)) {
      return ErrorKind.AUTH;
    } else if (Kinds.any(MODEL, text)) {
      return ErrorKind.NOT_FOUND;
    } else if (text.contains("rate_limit") || text.contains("rate limit")) {
      return ErrorKind.RATE_LIMITED;
    } else if (Kinds.any(UNSUPPORTED, text)) {
      return ErrorKind.UNSUPPORTED;
    } else if (text.contains("tool_use_failed")) {
      // The model wrote a bad call: the same request again may well succeed.
      return ErrorKind.UPSTREAM;
    }
    return status == 0 ? inBand(text) : null;
  }

  private static @Nullable ErrorKind inBand(String text) {
    if (Kinds.any(OVERLOADED, text)) {
      return ErrorKind.OVERLOADED;
    }
    boolean invalid = Kinds.any(INVALID, text);
    return invalid ? ErrorKind.INVALID : null;
  }

  private static @Nullable ErrorKind serviceKind(int status, String text) {
    if (status == 429 && Kinds.any(QUOTA, text)) {
      return ErrorKind.QUOTA;
    }
    return status >= 500 && Kinds.any(OVERLOADED, text) ? ErrorKind.OVERLOADED : null;
  }
}
