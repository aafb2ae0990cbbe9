package dev.patchbay.server.grpc;

import com.google.protobuf.MessageLite;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Run;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.replay.Fingerprint;
import dev.patchbay.server.replay.Repeats.Found;
import dev.patchbay.server.replay.RequestKey;
import dev.patchbay.server.replay.SharedAnswer;
import dev.patchbay.server.replay.SharedAnswer.Home;
import dev.patchbay.server.replay.Shelf;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the calls of one unary method: one without a request id by itself, and those with the same
 * id together, once.
 *
 * @param <P> the method's answers
 */
final class UnaryRuns<P extends MessageLite> {
  private final String method;
  private final Home<P, Fault> home;
  private final Function<P, String> responseId;

  /**
   * @param responseId tells which response an answer is
   */
  UnaryRuns(String method, Shelf shelf, Function<P, String> responseId) {
    this.method = method;
    this.responseId = responseId;
    home = new Home<>(shelf, MessageLite::getSerializedSize);
  }

  /**
   * A call.
   *
   * @param responses whose cancel handler is still to be set
   * @param head of its response
   */
  record Call<P>(ServerCallStreamObserver<P> responses, Loop loop, ResponseHead head) {}

  /**
   * What is asked.
   *
   * @param fingerprint of the request without its id; asked for only if it has one
   */
  record Asked(Terms terms, Supplier<Fingerprint> fingerprint) {}

  /** Begins a run on a loop's thread. */
  @FunctionalInterface
  interface Begin<P> {
    Run<?> on(Loop loop, Recipient<P> recipient);
  }

  /**
   * Answers a call.
   *
   * @throws dev.patchbay.server.fault.FaultException if its id belongs to another request, or the
   *     answer is not kept any more
   */
  void run(Call<P> call, Asked asked, Begin<P> begin) {
    String id = asked.terms().requestId();
    if (id == null) {
      Recipient<P> recipient = Recipient.of(call.responses());
      new RunTie<Run<?>>(call.responses(), call.loop(), () -> {})
          .start(loop -> begin.on(loop, recipient));
      return;
    }
    var key = new RequestKey(asked.terms().principal().name(), method, id);
    Fingerprint fingerprint = asked.fingerprint().get();
    boolean joined;
    do {
      // Again only if the run has failed since it was found.
      joined = join(call, asked, begin, key, fingerprint);
    } while (!joined);
  }

  private boolean join(
      Call<P> call, Asked asked, Begin<P> begin, RequestKey key, Fingerprint fingerprint) {
    Found<SharedAnswer<P, Fault>> found =
        home.repeats().enter(key, fingerprint, () -> new SharedAnswer<>(home, key));
    SharedAnswer<P, Fault> shared = found.call();
    Consumer<P> marking =
        found.isFresh() ? answer -> {} : answer -> call.head().replays(responseId.apply(answer));
    var caller = new WaitingCaller<P>(call.responses(), call.loop(), shared, marking);
    if (!shared.join(caller)) {
      return false;
    }
    if (found.isFresh()) {
      call.loop().execute(() -> begin(call.loop(), shared, begin));
    } else {
      caller.within(asked.terms().timeLeft());
    }
    return true;
  }

  private static <P> void begin(Loop loop, SharedAnswer<P, Fault> shared, Begin<P> begin) {
    Run<?> run =
        begin.on(
            loop,
            new Recipient<>() {
              @Override
              public void answered(P message) {
                shared.answered(message);
              }

              @Override
              public void failed(Fault fault) {
                shared.failed(fault);
              }
            });
    shared.runs(() -> loop.execute(run::cancel));
  }
}
