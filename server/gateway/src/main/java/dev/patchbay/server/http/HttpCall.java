package dev.patchbay.server.http;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.door.CallIds;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.http.transport.Outlet;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.relay.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of the door: an exchange with its names. On its loop only.
 *
 * @param errors how its dialect writes errors
 * @param principal who calls
 */
public record HttpCall(Exchange exchange, CallIds ids, ErrorShape errors, Principal principal) {
  private static final String JSON = "application/json";

  /** The same request with another way back. */
  HttpCall over(Outlet outlet) {
    return new HttpCall(exchange.over(outlet), ids, errors, principal);
  }

  /** Answers with JSON. */
  public void json(int status, byte[] body, List<String> more) {
    exchange.reply(new Reply(status, headers(JSON, more), body));
  }

  /** Answers with an error. */
  public void fail(Problem problem) {
    json(problem.status(), errors.write(problem, ids.requestId()), advice(problem));
  }

  /** Answers with an error, and tells of the way if the call went any. */
  public void fail(Fault fault) {
    Problem problem = Problem.of(fault);
    var more = new ArrayList<String>(advice(problem));
    Fault.Origin origin = fault.origin();
    if (origin != null) {
      more.addAll(way(origin.endpoint(), origin.attempts()));
    }
    json(problem.status(), errors.write(problem, ids.requestId()), more);
  }

  /** The headers that every answer has, and some more. */
  public List<String> headers(String contentType, List<String> more) {
    var all = new ArrayList<String>(6 + more.size());
    all.add("content-type");
    all.add(contentType);
    all.addAll(names());
    all.addAll(more);
    return all;
  }

  /** The headers with the caller's name for the call. */
  List<String> names() {
    String id = ids.requestId();
    String another = errors.requestIdHeader();
    return another == null ? List.of("x-request-id", id) : List.of("x-request-id", id, another, id);
  }

  /** The headers that tell of the way: who answers, at which attempt, and what was left out. */
  public static List<String> way(Route route, List<String> dropped) {
    var headers = new ArrayList<String>(8);
    headers.addAll(way(route.endpoint(), route.attempt()));
    headers.add("x-patchbay-model");
    headers.add(route.model().name());
    headers.addAll(dropped(dropped));
    return headers;
  }

  private static List<String> way(String endpoint, int attempts) {
    return List.of(
        "x-patchbay-endpoint", endpoint, "x-patchbay-attempts", Integer.toString(attempts));
  }

  /** The header that tells what was left out; empty if nothing was. */
  static List<String> dropped(List<String> paths) {
    return paths.isEmpty()
        ? List.of()
        : List.of("x-patchbay-dropped-params", String.join(", ", Params.names(paths)));
  }

  /** When to ask again: OpenAI's libraries obey {@code x-should-retry} before all else. */
  static List<String> advice(Problem problem) {
    Duration wait = problem.retryAfter();
    if (wait == null) {
      return List.of("x-should-retry", "false");
    }
    long millis = wait.toMillis();
    return List.of(
        "x-should-retry",
        "true",
        "retry-after",
        Long.toString((millis + 999) / 1000),
        "retry-after-ms",
        Long.toString(millis));
  }
}
