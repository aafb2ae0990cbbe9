package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.CallListener;
import dev.patchbay.server.relay.Request.Operation;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.EmbeddingServiceGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Tells operators of the calls that end before they begin. */
final class Refusals {
  private final CallListener listener;

  @Inject
  Refusals(CallListener listener) {
    this.listener = listener;
  }

  /** A call that its service refuses. */
  void tell(Operation operation, Fault fault) {
    listener.refused(Door.GRPC, operation, fault);
  }

  /** Ends a call that its service has not seen. */
  <Q, P> ServerCall.Listener<Q> end(ServerCall<Q, P> call, Fault fault) {
    Operation operation = operation(call.getMethodDescriptor());
    if (operation != null) {
      tell(operation, fault);
    }
    StatusRuntimeException refused = FaultStatus.of(fault, false, 0);
    Metadata trailers = refused.getTrailers();
    call.close(refused.getStatus(), trailers == null ? new Metadata() : trailers);
    return new ServerCall.Listener<>() {};
  }

  /** Null: it asks no model. */
  private static @Nullable Operation operation(MethodDescriptor<?, ?> method) {
    return switch (method.getServiceName()) {
      case ChatServiceGrpc.SERVICE_NAME -> Operation.CHAT;
      case EmbeddingServiceGrpc.SERVICE_NAME ->
          "Rerank".equals(method.getBareMethodName()) ? Operation.RERANK : Operation.EMBED;
      case null, default -> null;
    };
  }
}
