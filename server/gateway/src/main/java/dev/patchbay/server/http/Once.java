package dev.patchbay.server.http;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.replay.Fingerprint;
import dev.patchbay.server.replay.Repeats.Found;
import dev.patchbay.server.replay.RequestKey;
import dev.patchbay.server.replay.SharedAnswer;
import dev.patchbay.server.replay.SharedAnswer.Home;
import dev.patchbay.server.replay.Shelf;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves a request that has an id once, whatever its dialect: whoever sends it again gets the bytes
 * of the first answer.
 */
public final class Once {
  private static final String HEADER = "idempotency-key";

  private final Home<Reply, Reply> home;

  @Inject
  public Once(Shelf shelf) {
    home = new Home<>(shelf, Once::weight);
  }

  private static int weight(Reply reply) {
    return reply.body().length + reply.headers().stream().mapToInt(text -> 2 * text.length()).sum();
  }

  /**
   * Serves a request, or lets another one's answer serve it.
   *
   * @param body of the request
   * @param begin answers the call that it is given, from now on
   * @throws FaultException if the id belongs to another request, to a stream that runs, or if the
   *     answer is not kept any more
   */
  public void serve(HttpCall call, byte[] body, Request<?> request, Consumer<HttpCall> begin) {
    String id = requestId(call, request.terms());
    if (id == null) {
      begin.accept(call);
      return;
    }
    var key = new RequestKey(call.principal().name(), call.exchange().path(), id);
    Fingerprint fingerprint = Fingerprint.of(body);
    boolean served;
    do {
      // Again only if the run has failed since it was found.
      Found<SharedAnswer<Reply, Reply>> found =
          home.repeats().enter(key, fingerprint, () -> new SharedAnswer<>(home, key));
      served = true;
      if (!found.isFresh()) {
        served = repeat(call, request, found.call());
      } else if (request.isStreamed()) {
        stream(call, found.call(), begin);
      } else {
        share(call, found.call(), begin);
      }
    } while (!served);
  }

  /** The caller's own id of the request; null: none. */
  private static @Nullable String requestId(HttpCall call, Terms terms) {
    String header = call.exchange().header(HEADER);
    String member = terms.requestId();
    if (header == null || header.isEmpty() || header.equals(member)) {
      return member;
    }
    if (member != null) {
      String both = "\"" + member + "\" differs from header idempotency-key \"" + header;
      throw Body.refused("patchbay.request_id", both + "\"; send one of them");
    }
    if (header.length() > OwnMembers.MOST_ID_CHARACTERS) {
      String most = "must have at most " + OwnMembers.MOST_ID_CHARACTERS + " characters, not ";
      throw Body.refused("header " + HEADER, most + header.length());
    }
    return header;
  }

  private static void share(
      HttpCall call, SharedAnswer<Reply, Reply> shared, Consumer<HttpCall> begin) {
    HttpCall own = call.over(new SharedOutlet(shared));
    shared.join(new WaitingReply(call, shared, reply -> reply));
    begin.accept(own);
    shared.runs(() -> call.exchange().loop().execute(own.exchange()::tellGone));
  }

  private static void stream(
      HttpCall call, SharedAnswer<Reply, Reply> shared, Consumer<HttpCall> begin) {
    HttpCall own = call.over(new RecordingOutlet(call.exchange(), shared));
    call.exchange().onReady(own.exchange()::tellReady);
    call.exchange().onGone(shared::abandon);
    begin.accept(own);
    shared.runs(own.exchange()::tellGone);
  }

  /** False: the run has failed since it was found. */
  private static boolean repeat(
      HttpCall call, Request<?> request, SharedAnswer<Reply, Reply> shared) {
    if (request.isStreamed() && shared.isRunning()) {
      throw new FaultException(
          Fault.of(
              Reason.REQUEST_IN_PROGRESS,
              "a stream for this request id is running; ask again when it has ended"));
    }
    var caller = new WaitingReply(call, shared, reply -> replayed(call, reply));
    boolean joined = shared.join(caller);
    if (joined) {
      caller.within(request.terms().timeLeft());
    }
    return joined;
  }

  /** The answer to another call, under this one's name. */
  private static Reply replayed(HttpCall call, Reply reply) {
    return reply.withHeaders(call.names()).withHeaders(List.of("x-patchbay-replayed", "true"));
  }
}
