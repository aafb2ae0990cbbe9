package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model.TimeLimits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one attempt: connect, first token, idle. Content only sets a flag, which the next
 * tick turns into a time: no clock is read for a token, and every limit is as exact as a tick.
 */
final class AttemptClock {
  /** How long a service that has said all but the end may take to say that. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final TimeLimits limits;
  private final boolean byToken;
  private final long started;
  private long lastProgress;
  private boolean progressed;
  private boolean begun;

  /**
   * @param byToken whether the answer comes token by token: one that comes in a piece has no first
   *     token and no idleness
   * @param started {@link System#nanoTime}
   */
  AttemptClock(TimeLimits limits, boolean byToken, long started) {
    this.limits = limits;
    this.byToken = byToken;
    this.started = started;
    this.lastProgress = started;
  }

  /** Content has come. */
  void progressed() {
    progressed = true;
    begun = true;
  }

  /**
   * What took too long; null: nothing.
   *
   * @param callerReads false: upstream is not read either, so that its silence is ours
   */
  @Nullable String late(long now, boolean connected, boolean callerReads) {
    if (progressed || !callerReads) {
      progressed = false;
      lastProgress = now;
    }
    if (!connected) {
      return over(now - started, limits.connect(), "no connection");
    }
    if (!byToken) {
      return null;
    }
    return begun
        ? over(now - lastProgress, limits.idle(), "no further token")
        : over(now - started, limits.firstToken(), "no first token");
  }

  private static @Nullable String over(long nanos, Duration limit, String what) {
    return nanos > limit.toNanos() ? what + " within " + limit.toMillis() + " ms" : null;
  }

  /** Whether nothing has come for so long that the end won't be said any more. */
  boolean isLingering(long now) {
    return now - lastProgress > LINGER_NANOS;
  }
}
