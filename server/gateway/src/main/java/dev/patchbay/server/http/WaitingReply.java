package dev.patchbay.server.http;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.http.transport.Exchange;
import dev.patchbay.server.http.transport.Reply;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.replay.SharedAnswer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A caller who waits for an answer that others may wait for, too. On its own loop. */
final class WaitingReply implements SharedAnswer.Waiting<Reply, Reply> {
  private final HttpCall call;
  private final SharedAnswer<Reply, Reply> shared;
  private final UnaryOperator<Reply> naming;
  private Loop.@Nullable Timer limit;

  /**
   * @param naming makes the answer this caller's
   */
  WaitingReply(HttpCall call, SharedAnswer<Reply, Reply> shared, UnaryOperator<Reply> naming) {
    this.call = call;
    this.shared = shared;
    this.naming = naming;
    call.exchange().onGone(this::leave);
  }

  private void leave() {
    stopWatching();
    shared.leave(this);
  }

  private void stopWatching() {
    if (limit != null) {
      limit.cancel();
    }
  }

  /**
   * Waits no longer than that, whatever the run's own limit is.
   *
   * @param time null: for ever
   */
  void within(@Nullable Duration time) {
    if (time != null && !call.exchange().isOver()) {
      long nanos = Math.max(0, time.toNanos());
      limit = call.exchange().loop().after(nanos, () -> late(nanos));
    }
  }

  private void late(long nanos) {
    if (!call.exchange().isOver()) {
      shared.leave(this);
      long millis = Duration.ofNanos(nanos).toMillis();
      call.fail(Fault.of(Reason.DEADLINE_EXCEEDED, "no whole answer within " + millis + " ms"));
    }
  }

  @Override
  public void answered(Reply answer) {
    reply(naming.apply(answer));
  }

  @Override
  public void failed(Reply failure) {
    reply(failure.withHeaders(call.names()));
  }

  /** Says nothing if the caller has left, or was told before. */
  private void reply(Reply reply) {
    Exchange exchange = call.exchange();
    exchange
        .loop()
        .execute(() -> {
          stopWatching();
          exchange.reply(reply);
        });
  }
}
