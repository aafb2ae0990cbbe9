package dev.patchbay.server.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.patchbay.server.door.Texts;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.spi.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code google.rpc.Status} of a failed call, kept below 4 KiB whatever goes in: a larger one
 * reaches clients as a transport error, and may take other calls of the connection along. Texts are
 * cut; violations, of which there may be many, get the room that is left.
 */
final class FaultDetails {
  static final String DOMAIN = "patchbay.dev";
  static final int MAX_BYTES = 4 * 1024 - 1;

  private static final int VALUE_BYTES = 128;
  private static final int KEY_BYTES = 32;
  private static final int MAX_FURTHER = 4;
  private static final int MAX_PRECONDITIONS = 8;

  /** For the type's name and the lengths around the violations, and the count of those left out. */
  private static final int FRAME_BYTES = 128;

  private final Status.Builder status;

  FaultDetails(Code code, String message) {
    status = Status.newBuilder().setCode(code.getNumber()).setMessage(message);
  }

  Status build() {
    return status.build();
  }

  FaultDetails errorInfo(String reason, Fault fault, boolean outputSent, long lastSequence) {
    ErrorInfo.Builder info = ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason);
    fault.details().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MAX_FURTHER)
        .forEach(e -> put(info, Texts.cut(e.getKey(), KEY_BYTES), e.getValue()));
    if (fault.origin() != null) {
      origin(info, fault.origin());
    }
    put(info, "outputSent", Boolean.toString(outputSent));
    if (lastSequence > 0) {
      put(info, "lastSequence", Long.toString(lastSequence));
    }
    return add(info.build());
  }

  FaultDetails retryInfo(@Nullable Duration delay) {
    if (delay == null) {
      return this;
    }
    var wait =
        com.google.protobuf.Duration.newBuilder()
            .setSeconds(delay.getSeconds())
            .setNanos(delay.getNano());
    return add(RetryInfo.newBuilder().setRetryDelay(wait).build());
  }

  /** The details that only some reasons have. */
  FaultDetails reasonSpecific(Fault fault) {
    return switch (fault.reason()) {
      case INVALID_REQUEST, UNSUPPORTED_PARAMETER -> badRequest(fault.violations());
      case CONTEXT_LENGTH_EXCEEDED ->
          badRequest(
              fault.violations().isEmpty()
                  ? List.of(new Violation("input.messages", fault.message()))
                  : fault.violations());
      case MODEL_NOT_FOUND, KEY_NOT_ALLOWED -> model(fault.details().get(Fault.MODEL));
      case NO_ELIGIBLE_ROUTE -> preconditions(fault.violations());
      case PROVIDER_RATE_LIMITED -> quota(fault, "the provider limits the rate of this account");
      case PROVIDER_QUOTA_EXHAUSTED ->
          quota(fault, "quota or credit of this account at the provider is used up");
      case PROMPT_BLOCKED,
          REQUEST_TOO_LARGE,
          KEY_MISSING,
          KEY_INVALID,
          NO_HEALTHY_ENDPOINT,
          PROVIDER_OVERLOADED,
          PROVIDER_ERROR,
          PROVIDER_TIMEOUT,
          PROVIDER_AUTH_FAILED,
          PROVIDER_BAD_RESPONSE,
          DEADLINE_EXCEEDED,
          STREAM_INTERRUPTED,
          SLOW_CONSUMER,
          ADAPTER_FAILED,
          SERVER_SHUTTING_DOWN,
          IDEMPOTENCY_CONFLICT,
          RESUME_EXPIRED,
          REQUEST_IN_PROGRESS,
          RESPONSE_NOT_FOUND,
          SUPERSEDED,
          CALL_CANCELLED ->
          this;
    };
  }

  private static void origin(ErrorInfo.Builder info, Fault.Origin origin) {
    put(info, "provider", origin.provider());
    put(info, "endpoint", origin.endpoint());
    put(info, "model", origin.model());
    put(info, "attempts", Integer.toString(origin.attempts()));
    // This version takes no provider keys of callers.
    put(info, "credentialOwner", "gateway");
    ProviderError upstream = origin.upstream();
    if (upstream == null) {
      return;
    }
    if (upstream.status() != 0) {
      put(info, "upstreamStatus", Integer.toString(upstream.status()));
    }
    if (upstream.code() != null) {
      put(info, "upstreamCode", upstream.code());
    }
    if (upstream.requestId() != null) {
      put(info, "upstreamRequestId", upstream.requestId());
    }
  }

  private static void put(ErrorInfo.Builder info, String key, String value) {
    info.putMetadata(key, Texts.cut(value, VALUE_BYTES));
  }

  private FaultDetails badRequest(List<Violation> violations) {
    if (violations.isEmpty()) {
      return this;
    }
    BadRequest.Builder request = BadRequest.newBuilder();
    for (Violation violation : fitting(violations, Violations.MAX)) {
      request
          .addFieldViolationsBuilder()
          .setField(violation.field())
          .setDescription(violation.description());
    }
    return add(request.build());
  }

  private FaultDetails preconditions(List<Violation> violations) {
    if (violations.isEmpty()) {
      return this;
    }
    PreconditionFailure.Builder failure = PreconditionFailure.newBuilder();
    for (Violation violation : fitting(violations, MAX_PRECONDITIONS)) {
      failure
          .addViolationsBuilder()
          .setType("ROUTING_RULE")
          .setSubject(violation.field())
          .setDescription(violation.description());
    }
    return add(failure.build());
  }

  private FaultDetails quota(Fault fault, String description) {
    QuotaFailure.Builder failure = QuotaFailure.newBuilder();
    QuotaFailure.Violation.Builder violation = failure.addViolationsBuilder();
    violation.setDescription(description);
    if (fault.origin() != null) {
      violation
          .setSubject(Texts.cut("endpoint:" + fault.origin().endpoint(), VALUE_BYTES))
          .setApiService(Texts.cut(fault.origin().provider(), VALUE_BYTES));
    }
    return add(failure.build());
  }

  private FaultDetails model(@Nullable String model) {
    if (model == null) {
      return this;
    }
    return add(
        ResourceInfo.newBuilder()
            .setResourceType("patchbay.dev/Model")
            .setResourceName(Texts.cut("models/" + model, 2 * VALUE_BYTES))
            .build());
  }

  private List<Violation> fitting(List<Violation> violations, int max) {
    int room = MAX_BYTES - status.build().getSerializedSize() - FRAME_BYTES;
    return FittingViolations.of(violations, max, room);
  }

  private FaultDetails add(Message detail) {
    status.addDetails(Any.pack(detail));
    return this;
  }
}
