package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.plugin.toolkit.http.Kinds;
import dev.patchbay.spi.ErrorKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what one of Google's errors asks for: by its reason, its prose, its status. */
final class ErrorKinds {
  private static final List<String> AUTH =
      List.of(
          "api_key_",
          "api key not valid",
          "api key expired",
          "access_token_",
          "credentials_missing",
          "service_disabled",
          "location is not supported",
          "location not supported",
          "consumer_invalid");
  private static final List<String> QUOTA =
      List.of(
          "billing_disabled",
          "enable billing",
          "billing to be enabled",
          "prepayment credits",
          "credits are depleted",
          "spending cap",
          "spend cap");
  private static final List<String> CONTEXT =
      List.of(
          "exceeds the maximum number of tokens",
          "input token count",
          "but model only supports up to",
          "context length",
          "context window");
  private static final List<String> LARGE =
      List.of("payload size exceeds", "request size exceeds", "exceeds the limit of");
  private static final List<String> BLOCKED =
      List.of("sensitive words that violate", "violates google's", "responsible ai practices");
  private static final List<String> UNSUPPORTED =
      List.of("is not enabled for", "not supported by this model", "not supported for this model");

  private ErrorKinds() {}

  /**
   * The kind.
   *
   * @param status the HTTP status, or the error's own; 0: neither is known
   * @param daily whether a quota of the day is used up
   * @param words reason, status word and message
   */
  static ErrorKind of(int status, boolean daily, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (Kinds.any(QUOTA, text) || (status == 429 && daily)) {
      return ErrorKind.QUOTA;
    }
    ErrorKind told = status == 400 || status == 403 || status == 0 ? request(text) : null;
    return told == null ? Kinds.ofStatus(status) : told;
  }

  private static @Nullable ErrorKind request(String text) {
    if (Kinds.any(AUTH, text)) {
      return ErrorKind.AUTH;
    } else if (Kinds.any(CONTEXT, text)) {
      return ErrorKind.CONTEXT_LENGTH;
    } else if (Kinds.any(LARGE, text)) {
      return ErrorKind.TOO_LARGE;
    } else if (Kinds.any(BLOCKED, text)) {
      return ErrorKind.PROMPT_BLOCKED;
    }
    return Kinds.any(UNSUPPORTED, text) ? ErrorKind.UNSUPPORTED : null;
  }
}
