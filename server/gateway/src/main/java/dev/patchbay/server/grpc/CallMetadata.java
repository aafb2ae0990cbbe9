package dev.patchbay.server.grpc;

import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request's metadata and adds the response's: names of the call in headers and trailers.
 */
final class CallMetadata implements ServerInterceptor {
  static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  static final Context.Key<CallIds> IDS = Context.key("call-ids");
  static final Context.Key<ResponseHead> HEAD = Context.key("response-head");
  static final Context.Key<@Nullable String> IDEMPOTENCY = Context.key("idempotency-key");

  private static final Metadata.Key<String> IDEMPOTENCY_KEY =
      Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER);
  private static final String PROVIDER_KEY = "x-patchbay-provider-key-";

  private final Refusals refusals;

  @Inject
  CallMetadata(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    CallIds ids = CallIds.of(headers.get(REQUEST_ID));
    var head = new ResponseHead(ids.responseId());
    ServerCall<Q, P> naming = new Naming<>(call, ids, head);
    try {
      refuseProviderKeys(headers);
    } catch (FaultException e) {
      return refusals.end(naming, e.fault());
    }
    Context context = Context.current().withValues(IDS, ids, HEAD, head);
    String idempotency = headers.get(IDEMPOTENCY_KEY);
    if (idempotency != null) {
      context = context.withValue(IDEMPOTENCY, idempotency);
    }
    return Contexts.interceptCall(context, naming, headers, next);
  }

  /** A caller who sends a key of its own must not be served, and billed, with the gateway's. */
  private static void refuseProviderKeys(Metadata headers) {
    for (String key : headers.keys()) {
      if (key.startsWith(PROVIDER_KEY)) {
        throw new FaultException(
            Fault.invalid(
                Reason.UNSUPPORTED_PARAMETER,
                List.of(new Violation("metadata " + key, "not supported in this version"))));
      }
    }
  }

  /** Forwards everything, readiness among it, and adds the names. */
  private static final class Naming<Q, P> extends SimpleForwardingServerCall<Q, P> {
    private final CallIds ids;
    private final ResponseHead head;

    Naming(ServerCall<Q, P> call, CallIds ids, ResponseHead head) {
      super(call);
      this.ids = ids;
      this.head = head;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      headers.put(REQUEST_ID, ids.requestId());
      head.writeTo(headers);
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      trailers.put(REQUEST_ID, ids.requestId());
      super.close(status, trailers);
    }
  }
}
