package dev.patchbay.server.grpc;

import com.google.rpc.Code;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.spi.ProviderError;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells a caller of this door why a call failed, as {@code errors.proto} promises. */
final class FaultStatus {
  static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private static final Duration SOON = Duration.ofMillis(250);
  private static final Duration LATER = Duration.ofSeconds(1);

  /** Client libraries read the pushback as an int. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private static final int VENDOR_BYTES = 511;
  private static final int MESSAGE_BYTES = 1024;

  /** Beside 4 KiB of details in base64, this leaves 1 KiB of 8 for all other trailers. */
  private static final int MESSAGE_HEADER_BYTES = 1536;

  private FaultStatus() {}

  /**
   * The status, with all trailers but those that every call has.
   *
   * @param outputSent whether output had left for the caller
   * @param lastSequence number of the last event sent; 0: none
   */
  static StatusRuntimeException of(Fault fault, boolean outputSent, long lastSequence) {
    Duration delay = delay(fault);
    var details =
        new FaultDetails(code(fault.reason()), message(fault))
            .errorInfo(reason(fault.reason()), fault, outputSent, lastSequence)
            .retryInfo(delay)
            .reasonSpecific(fault);
    var trailers = new Metadata();
    trailers.put(PUSHBACK, Long.toString(delay == null ? -1 : delay.toMillis()));
    return StatusProto.toStatusRuntimeException(details.build(), trailers);
  }

  /** The name by which callers know a reason: {@code ErrorReason} without its prefix. */
  static String reason(Reason reason) {
    return reason == Reason.DEADLINE_EXCEEDED ? Reason.PROVIDER_TIMEOUT.name() : reason.name();
  }

  private static Code code(Reason reason) {
    return switch (reason) {
      case INVALID_REQUEST,
          UNSUPPORTED_PARAMETER,
          CONTEXT_LENGTH_EXCEEDED,
          PROMPT_BLOCKED,
          REQUEST_TOO_LARGE ->
          Code.INVALID_ARGUMENT;
      case MODEL_NOT_FOUND -> Code.NOT_FOUND;
      case KEY_MISSING, KEY_INVALID -> Code.UNAUTHENTICATED;
      case KEY_NOT_ALLOWED -> Code.PERMISSION_DENIED;
      // The provider keys are the gateway's: the caller can do nothing about them.
      case NO_ELIGIBLE_ROUTE, PROVIDER_QUOTA_EXHAUSTED, PROVIDER_AUTH_FAILED ->
          Code.FAILED_PRECONDITION;
      case NO_HEALTHY_ENDPOINT,
          PROVIDER_OVERLOADED,
          PROVIDER_ERROR,
          PROVIDER_TIMEOUT,
          STREAM_INTERRUPTED,
          SERVER_SHUTTING_DOWN ->
          Code.UNAVAILABLE;
      case PROVIDER_RATE_LIMITED, SLOW_CONSUMER -> Code.RESOURCE_EXHAUSTED;
      case DEADLINE_EXCEEDED -> Code.DEADLINE_EXCEEDED;
      case PROVIDER_BAD_RESPONSE, ADAPTER_FAILED -> Code.INTERNAL;
    };
  }

  /** How long to wait before asking again, in whole milliseconds; null: asking again is useless. */
  private static @Nullable Duration delay(Fault fault) {
    return switch (fault.reason()) {
      case SERVER_SHUTTING_DOWN -> Duration.ZERO;
      case PROVIDER_ERROR, PROVIDER_TIMEOUT -> advised(fault, SOON);
      case NO_HEALTHY_ENDPOINT, PROVIDER_RATE_LIMITED, PROVIDER_OVERLOADED -> advised(fault, LATER);
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
          ADAPTER_FAILED ->
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

  private static String message(Fault fault) {
    String message = Texts.cut(withVendorText(fault), MESSAGE_BYTES);
    return Texts.cutForHeader(message, MESSAGE_HEADER_BYTES);
  }

  /** The provider's words stand in the message once, and cut. */
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
