package dev.patchbay.server.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The caller's deadline less the margin that is kept to answer in: after the deadline nothing
 * arrives any more.
 */
final class TimeLeft {
  private static final long LEAST_MARGIN = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MOST_MARGIN = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int MARGIN_DIVISOR = 50;

  private TimeLeft() {}

  /** Null: the caller set no deadline. */
  static @Nullable Duration ofCurrentCall() {
    Deadline deadline = Context.current().getDeadline();
    return deadline == null ? null : of(deadline.timeRemaining(TimeUnit.NANOSECONDS));
  }

  static Duration of(long nanos) {
    long margin = Math.clamp(nanos / MARGIN_DIVISOR, LEAST_MARGIN, MOST_MARGIN);
    return Duration.ofNanos(nanos - margin);
  }
}
