package dev.patchbay.server.http;

import dev.patchbay.server.door.FaultAdvice;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed, in HTTP's terms; a dialect writes it.
 *
 * @param type OpenAI's kind of error
 * @param code the stable word for it
 * @param param the member of the request that is wrong
 * @param reason our name for it, as in {@code errors.proto}
 * @param provider where it happened
 * @param retryAfter when to ask again; null: asking again is useless
 */
public record Problem(
    int status,
    String type,
    String code,
    @Nullable String param,
    String message,
    String reason,
    @Nullable String provider,
    @Nullable Duration retryAfter) {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  /** As nginx logs it. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  /** What no model was asked for. */
  public static Problem of(int status, String code, String message) {
    String reason = Reason.INVALID_REQUEST.name();
    return new Problem(status, INVALID, code, null, message, reason, null, null);
  }

  public static Problem of(Fault fault) {
    Reason reason = fault.reason();
    String name = FaultAdvice.reason(reason);
    return new Problem(
        status(fault),
        type(reason),
        code(reason),
        param(fault),
        message(fault),
        name,
        fault.origin() == null ? null : fault.origin().provider(),
        FaultAdvice.delay(fault));
  }

  /** A message that begins with the field at fault begins with the caller's name for it. */
  private static String message(Fault fault) {
    String message = FaultAdvice.message(fault);
    if (fault.violations().isEmpty()) {
      return message;
    }
    String field = fault.violations().getFirst().field();
    return message.startsWith(field + ": ")
        ? Params.name(field) + message.substring(field.length())
        : message;
  }

  private static int status(Fault fault) {
    return switch (fault.reason()) {
      case INVALID_REQUEST,
          UNSUPPORTED_PARAMETER,
          CONTEXT_LENGTH_EXCEEDED,
          PROMPT_BLOCKED,
          NO_ELIGIBLE_ROUTE ->
          400;
      case KEY_MISSING, KEY_INVALID -> 401;
      case KEY_NOT_ALLOWED -> 403;
      case MODEL_NOT_FOUND, RESPONSE_NOT_FOUND -> 404;
      case IDEMPOTENCY_CONFLICT, REQUEST_IN_PROGRESS, SUPERSEDED -> 409;
      case RESUME_EXPIRED -> 410;
      case REQUEST_TOO_LARGE -> 413;
      case PROVIDER_RATE_LIMITED -> 429;
      case CALL_CANCELLED -> CLIENT_CLOSED_REQUEST;
      case ADAPTER_FAILED -> 500;
      case PROVIDER_QUOTA_EXHAUSTED,
          PROVIDER_AUTH_FAILED,
          PROVIDER_ERROR,
          PROVIDER_BAD_RESPONSE,
          STREAM_INTERRUPTED ->
          502;
      case NO_HEALTHY_ENDPOINT, PROVIDER_OVERLOADED, SERVER_SHUTTING_DOWN, SLOW_CONSUMER -> 503;
      case PROVIDER_TIMEOUT, DEADLINE_EXCEEDED -> 504;
    };
  }

  private static String type(Reason reason) {
    return switch (reason) {
      case INVALID_REQUEST,
          UNSUPPORTED_PARAMETER,
          CONTEXT_LENGTH_EXCEEDED,
          PROMPT_BLOCKED,
          REQUEST_TOO_LARGE,
          MODEL_NOT_FOUND,
          KEY_MISSING,
          KEY_INVALID,
          NO_ELIGIBLE_ROUTE,
          IDEMPOTENCY_CONFLICT,
          REQUEST_IN_PROGRESS,
          RESUME_EXPIRED,
          RESPONSE_NOT_FOUND,
          SUPERSEDED,
          CALL_CANCELLED ->
          INVALID;
      case KEY_NOT_ALLOWED -> "permission_error";
      case PROVIDER_RATE_LIMITED -> "tokens";
      case PROVIDER_QUOTA_EXHAUSTED,
          PROVIDER_OVERLOADED,
          PROVIDER_ERROR,
          PROVIDER_TIMEOUT,
          PROVIDER_AUTH_FAILED,
          PROVIDER_BAD_RESPONSE,
          NO_HEALTHY_ENDPOINT,
          DEADLINE_EXCEEDED,
          STREAM_INTERRUPTED,
          SLOW_CONSUMER,
          ADAPTER_FAILED,
          SERVER_SHUTTING_DOWN ->
          SERVER;
    };
  }

  private static String code(Reason reason) {
    return switch (reason) {
      case PROMPT_BLOCKED -> "content_filter";
      case KEY_MISSING, KEY_INVALID -> "invalid_api_key";
      case PROVIDER_RATE_LIMITED -> "rate_limit_exceeded";
      case PROVIDER_QUOTA_EXHAUSTED -> "insufficient_quota";
      case DEADLINE_EXCEEDED -> "timeout";
      case SERVER_SHUTTING_DOWN -> "shutting_down";
      default -> reason.name().toLowerCase(Locale.ROOT);
    };
  }

  private static @Nullable String param(Fault fault) {
    return switch (fault.reason()) {
      case CONTEXT_LENGTH_EXCEEDED, PROMPT_BLOCKED -> field(fault, "messages");
      case MODEL_NOT_FOUND -> "model";
      case INVALID_REQUEST, UNSUPPORTED_PARAMETER -> field(fault, null);
      default -> null;
    };
  }

  /** The first field that is wrong, if the fault names any. */
  private static @Nullable String field(Fault fault, @Nullable String otherwise) {
    return fault.violations().isEmpty()
        ? otherwise
        : Params.name(fault.violations().getFirst().field());
  }
}
