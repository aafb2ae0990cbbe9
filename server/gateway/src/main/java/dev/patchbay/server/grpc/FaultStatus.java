package dev.patchbay.server.grpc;

import com.google.rpc.Code;
import dev.patchbay.server.door.FaultAdvice;
import dev.patchbay.server.door.Texts;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/** Tells a caller of this door why a call failed, as {@code errors.proto} promises. */
final class FaultStatus {
  static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

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
    Duration delay = FaultAdvice.delay(fault);
    var details =
        new FaultDetails(code(fault.reason()), message(fault))
            .errorInfo(FaultAdvice.reason(fault.reason()), fault, outputSent, lastSequence)
            .retryInfo(delay)
            .reasonSpecific(fault);
    var trailers = new Metadata();
    trailers.put(PUSHBACK, Long.toString(delay == null ? -1 : delay.toMillis()));
    return StatusProto.toStatusRuntimeException(details.build(), trailers);
  }

  private static Code code(Reason reason) {
    return switch (reason) {
      case INVALID_REQUEST,
          UNSUPPORTED_PARAMETER,
          CONTEXT_LENGTH_EXCEEDED,
          PROMPT_BLOCKED,
          REQUEST_TOO_LARGE ->
          Code.INVALID_ARGUMENT;
      case MODEL_NOT_FOUND, RESPONSE_NOT_FOUND -> Code.NOT_FOUND;
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
      case IDEMPOTENCY_CONFLICT -> Code.ALREADY_EXISTS;
      case REQUEST_IN_PROGRESS, SUPERSEDED -> Code.ABORTED;
      case RESUME_EXPIRED -> Code.OUT_OF_RANGE;
      case CALL_CANCELLED -> Code.CANCELLED;
      case PROVIDER_BAD_RESPONSE, ADAPTER_FAILED -> Code.INTERNAL;
    };
  }

  private static String message(Fault fault) {
    return Texts.cutForHeader(FaultAdvice.message(fault), MESSAGE_HEADER_BYTES);
  }
}
