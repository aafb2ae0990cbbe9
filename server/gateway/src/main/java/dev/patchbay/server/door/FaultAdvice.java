package dev.patchbay.server.door;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.spi.ProviderError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What every door tells of a fault: its name, its words, and when to ask again. */
public final class FaultAdvice {
  private static final Duration SOON = Duration.ofMillis(250);
  private static final Duration LATER = Duration.ofSeconds(1);

  /** Client libraries read the delay as an int of milliseconds. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private static final int VENDOR_BYTES = 511;
  private static final int MESSAGE_BYTES = 1024;

  private FaultAdvice() {}

  /** The name by which callers know a reason: {@code ErrorReason} without its prefix. */
  public static String reason(Reason reason) {
    return reason == Reason.DEADLINE_EXCEEDED ? Reason.PROVIDER_TIMEOUT.name() : reason.name();
  }

  /** How long to wait before asking again, in whole milliseconds; null: asking again is useless. */
  public static @Nullable Duration delay(Fault fault) {
    return switch (fault.reason()) {
      case SERVER_SHUTTING_DOWN -> Duration.ZERO;
      case PROVIDER_ERROR, PROVIDER_TIMEOUT -> advised(fault, SOON);
      case NO_HEALTHY_ENDPOINT, PROVIDER_RATE_LIMITED, PROVIDER_OVERLOADED, REQUEST_IN_PROGRESS ->
          advised(fault, LATER);
      case INVALID_REQUEST,
          UNSUPPORTED_PARAMETER,
          CONTEXT_LENGTH_EXCEEDED,
          PROMPT_BLOCKED,
          REQUEST_TOO_LARGE,
          MODEL_NOT_FOUND,
          KEY_MISSING,
          KEY_INVALID,
          KEY_NOT_ALLOWED,
          NO_ELIGIBLE_ROUTE,
          PROVIDER_QUOTA_EXHAUSTED,
          PROVIDER_AUTH_FAILED,
          PROVIDER_BAD_RESPONSE,
          DEADLINE_EXCEEDED,
          STREAM_INTERRUPTED,
          SLOW_CONSUMER,
          ADAPTER_FAILED,
          IDEMPOTENCY_CONFLICT,
          RESUME_EXPIRED,
          RESPONSE_NOT_FOUND,
          SUPERSEDED,
          CALL_CANCELLED ->
          null;
    };
  }

  private static Duration advised(Fault fault, Duration unknown) {
    Duration wait = fault.retryAfter() == null ? unknown : fault.retryAfter();
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    // Rounded up: asking a fraction too early is refused again.
    return wait.compareTo(LONGEST) >= 0
        ? LONGEST
        : Duration.ofMillis(wait.plusNanos(999_999).toMillis());
  }

  /** The message, cut, with the provider's words in it once, cut, too. */
  public static String message(Fault fault) {
    return Texts.cut(withVendorText(fault), MESSAGE_BYTES);
  }

  private static String withVendorText(Fault fault) {
    String own = fault.message();
    Fault.Origin origin = fault.origin();
    ProviderError upstream = origin == null ? null : origin.upstream();
    if (origin == null || upstream == null || upstream.message().isBlank()) {
      return own;
    }
    String said = Texts.cut(upstream.message(), VENDOR_BYTES);
    if (own.equals(upstream.message())) {
      return origin.provider() + " at endpoint " + origin.endpoint() + " says: " + said;
    }
    return own.contains(upstream.message())
        ? own.replace(upstream.message(), said)
        : own + ": " + said;
  }
}
