package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.replay.SharedAnswer;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A caller who waits for an answer that others may wait for, too. On its own loop. */
final class WaitingCaller<P> implements SharedAnswer.Waiting<P, Fault> {
  private final ServerCallStreamObserver<P> responses;
  private final Loop loop;
  private final SharedAnswer<P, Fault> shared;
  private final Consumer<P> marking;
  private Loop.@Nullable Timer limit;
  private boolean over;

  /**
   * @param marking told of the answer before it leaves
   */
  WaitingCaller(
      ServerCallStreamObserver<P> responses,
      Loop loop,
      SharedAnswer<P, Fault> shared,
      Consumer<P> marking) {
    this.responses = responses;
    this.loop = loop;
    this.shared = shared;
    this.marking = marking;
    responses.setOnCancelHandler(() -> loop.execute(this::leave));
  }

  /**
   * Waits no longer than that, whatever the run's own limit is.
   *
   * @param time null: for ever
   */
  void within(@Nullable Duration time) {
    if (time != null) {
      loop.execute(() -> {
        if (!over) {
          limit = loop.after(Math.max(0, time.toNanos()), () -> late(time));
        }
      });
    }
  }

  private void late(Duration time) {
    if (!over) {
      leave();
      String message = "no whole answer within " + Math.max(0, time.toMillis()) + " ms";
      Recipient.of(responses).failed(Fault.of(Reason.DEADLINE_EXCEEDED, message));
    }
  }

  private void leave() {
    over = true;
    shared.leave(this);
  }

  @Override
  public void answered(P message) {
    end(() -> {
      marking.accept(message);
      Recipient.of(responses).answered(message);
    });
  }

  @Override
  public void failed(Fault fault) {
    end(() -> Recipient.of(responses).failed(fault));
  }

  private void end(Runnable telling) {
    loop.execute(() -> {
      if (!over) {
        over = true;
        if (limit != null) {
          limit.cancel();
        }
        telling.run();
      }
    });
  }
}
