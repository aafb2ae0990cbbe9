package dev.patchbay.server.grpc;

import dev.patchbay.server.door.TimeLeft;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The deadline of the current call. */
final class CallDeadline {
  private CallDeadline() {}

  /** What is left of it to work in; null: the caller set none. */
  static @Nullable Duration timeLeft() {
    Deadline deadline = Context.current().getDeadline();
    return deadline == null ? null : TimeLeft.of(deadline.timeRemaining(TimeUnit.NANOSECONDS));
  }
}
