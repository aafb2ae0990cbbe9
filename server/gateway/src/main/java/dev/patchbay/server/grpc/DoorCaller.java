package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Run;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC caller: ties the transport's callbacks to the run. They mostly come on the call's own
 * loop; from other transports (in the process) they are brought there.
 */
abstract class DoorCaller<P, R extends Run<?>> {
  final ServerCallStreamObserver<P> responses;
  private final Loop loop;
  private @Nullable R run;
  private boolean gone;

  DoorCaller(ServerCallStreamObserver<P> responses, Loop loop) {
    this.responses = responses;
    this.loop = loop;
    responses.setOnCancelHandler(() -> loop.execute(this::leave));
  }

  /** Begins the call on its loop, unless the caller has left. */
  final void start(Function<Loop, R> begin) {
    loop.execute(() -> {
      if (!gone) {
        run = begin.apply(loop);
      }
    });
  }

  /** Ends the call before it began. */
  final void refuse(Fault fault) {
    responses.onError(FaultStatus.of(fault, false, 0));
  }

  /** Tells the run something, if there is one; on the loop and never at once. */
  final void later(Consumer<R> tell) {
    loop.later(() -> {
      if (run != null) {
        tell.accept(run);
      }
    });
  }

  private void leave() {
    gone = true;
    if (run != null) {
      run.cancel();
    }
  }
}
