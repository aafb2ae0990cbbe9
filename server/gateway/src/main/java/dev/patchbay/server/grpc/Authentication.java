package dev.patchbay.server.grpc;

import dev.patchbay.server.access.Admission;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.FaultException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls in by their key and says who calls, before a byte of the request is read. Health is
 * for everybody: load balancers have no keys. Whoever comes after this sees no key.
 */
final class Authentication implements ServerInterceptor {
  static final Context.Key<Principal> PRINCIPAL = Context.key("principal");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> API_KEY =
      Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);

  private final Admission admission;
  private final Refusals refusals;

  @Inject
  Authentication(Admission admission, Refusals refusals) {
    this.admission = admission;
    this.refusals = refusals;
  }

  /**
   * Who makes the current call.
   *
   * @throws IllegalStateException if nobody has asked for its key: nothing is served by mistake
   */
  static Principal principal() {
    @Nullable Principal principal = PRINCIPAL.get();
    if (principal == null) {
      throw new IllegalStateException("the call came in past the authentication");
    }
    return principal;
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    Iterable<String> authorization = taken(headers, AUTHORIZATION);
    Iterable<String> apiKeys = taken(headers, API_KEY);
    if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    Principal principal;
    try {
      principal =
          admission.admit(
              authorization,
              apiKeys,
              isFromLoopback(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
    } catch (FaultException e) {
      return refusals.end(call, e.fault());
    }
    Context context = Context.current().withValue(PRINCIPAL, principal);
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static Iterable<String> taken(Metadata headers, Metadata.Key<String> key) {
    Iterable<String> values = headers.removeAll(key);
    return values == null ? List.of() : values;
  }

  /** Whatever has no address in a network (a transport in the process) is on this machine. */
  static boolean isFromLoopback(@Nullable SocketAddress remote) {
    return switch (remote) {
      case null -> false;
      case InetSocketAddress inet ->
          inet.getAddress() != null && inet.getAddress().isLoopbackAddress();
      default -> true;
    };
  }
}
