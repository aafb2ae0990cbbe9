package dev.patchbay.server.grpc;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.relay.Run;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ties a call to the run that is its own, which is cancelled when the caller leaves. The
 * transport's callbacks mostly come on the call's own loop; from other transports (in the process)
 * they are brought there.
 */
final class RunTie<R extends Run<?>> {
  private final Loop loop;
  private final Runnable left;
  private @Nullable R run;
  private boolean gone;

  /**
   * @param left told when the caller has left
   */
  RunTie(ServerCallStreamObserver<?> responses, Loop loop, Runnable left) {
    this.loop = loop;
    this.left = left;
    responses.setOnCancelHandler(() -> loop.execute(this::leave));
  }

  /** Begins the run on its loop, unless the caller has left. */
  void start(Function<Loop, R> begin) {
    loop.execute(() -> {
      if (!gone) {
        run = begin.apply(loop);
      }
    });
  }

  /** Tells the run something, if there is one; on the loop and never at once. */
  void later(Consumer<R> tell) {
    loop.later(() -> now(tell));
  }

  /** Tells the run something, if there is one; on the loop. */
  void now(Consumer<R> tell) {
    if (run != null) {
      tell.accept(run);
    }
  }

  private void leave() {
    gone = true;
    left.run();
    now(Run::cancel);
  }
}
