package dev.patchbay.server.http;

import dev.patchbay.server.access.Admission;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.http.transport.Service;
import dev.patchbay.server.relay.CallListener;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which resource answers a request. */
final class Paths implements Service {
  private static final Logger log = LoggerFactory.getLogger(Paths.class);

  private final Admission admission;
  private final CallListener listener;
  private final Map<String, Resource> exact;
  private final Map<String, Resource> below;

  /**
   * @param exact by path
   * @param below by the beginning of the path, which ends in a slash
   */
  Paths(
      Admission admission,
      CallListener listener,
      Map<String, Resource> exact,
      Map<String, Resource> below) {
    this.admission = admission;
    this.listener = listener;
    this.exact = Map.copyOf(exact);
    this.below = Map.copyOf(below);
  }

  @Override
  public @Nullable BodyTaker head(Exchange exchange) {
    CallIds ids = CallIds.of(exchange.header("x-request-id"));
    Resource resource = find(exchange.path());
    if (resource == null) {
      String message = "nothing answers at " + exchange.path();
      stranger(exchange, ids, OpenAiErrors.SHAPE).fail(Problem.of(404, "path_not_found", message));
      return null;
    }
    HttpCall call = admit(exchange, ids, resource);
    return call != null && isMethodRight(call, resource) && isPlain(call)
        ? body -> serve(call, resource, body)
        : null;
  }

  /** A call of somebody who may not do anything. */
  private static HttpCall stranger(Exchange exchange, CallIds ids, ErrorShape errors) {
    return new HttpCall(exchange, ids, errors, Principal.ANONYMOUS);
  }

  /** Null: the caller was refused. */
  private @Nullable HttpCall admit(Exchange exchange, CallIds ids, Resource resource) {
    if (!resource.isGuarded()) {
      return stranger(exchange, ids, resource.errors());
    }
    try {
      Principal principal =
          admission.admit(
              exchange.headers("authorization"), exchange.headers("x-api-key"), exchange.isLocal());
      if (principal == Principal.ANONYMOUS) {
        LocalPage.check(exchange);
      }
      return new HttpCall(exchange, ids, resource.errors(), principal);
    } catch (FaultException e) {
      refuse(stranger(exchange, ids, resource.errors()), resource, e.fault());
      return null;
    }
  }

  private @Nullable Resource find(String path) {
    Resource resource = exact.get(path);
    if (resource != null) {
      return resource;
    }
    for (Map.Entry<String, Resource> entry : below.entrySet()) {
      if (path.startsWith(entry.getKey()) && path.length() > entry.getKey().length()) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static boolean isMethodRight(HttpCall call, Resource resource) {
    String method = call.exchange().method();
    boolean head = method.equals("HEAD") && resource.method().equals("GET");
    if (head || method.equals(resource.method())) {
      return true;
    }
    String message = call.exchange().path() + " takes " + resource.method() + ", not " + method;
    call.fail(Problem.of(405, "method_not_allowed", message));
    return false;
  }

  private static boolean isPlain(HttpCall call) {
    String coding = call.exchange().header("content-encoding");
    if (coding == null || coding.equalsIgnoreCase("identity")) {
      return true;
    }
    String message = "content-encoding " + coding + " is not taken; send the body as it is";
    call.fail(Problem.of(415, "unsupported_content_encoding", message));
    return false;
  }

  private void serve(HttpCall call, Resource resource, byte[] body) {
    try {
      resource.serve(call, body);
    } catch (FaultException e) {
      refuse(call, resource, e.fault());
    } catch (RuntimeException e) {
      log.error("{} {} failed", resource.method(), call.exchange().path(), e);
      call.fail(
          Fault.of(
              Reason.ADAPTER_FAILED, "the request could not be served; the server's log says why"));
    }
  }

  private void refuse(HttpCall call, Resource resource, Fault fault) {
    Request.Operation operation = resource.operation();
    if (operation != null) {
      listener.refused(Terms.Door.HTTP, operation, fault);
    }
    call.fail(fault);
  }

  @Override
  public Reply refused(int status, String message) {
    Problem problem =
        status == 413
            ? Problem.of(Fault.of(Reason.REQUEST_TOO_LARGE, message))
            : Problem.of(status, "bad_http", message);
    String id = CallIds.of(null).requestId();
    var headers = new ArrayList<>(List.of("content-type", "application/json", "x-request-id", id));
    headers.addAll(HttpCall.advice(problem));
    return new Reply(status, headers, OpenAiErrors.SHAPE.write(problem, id));
  }
}
