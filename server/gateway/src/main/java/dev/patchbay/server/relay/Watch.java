package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model.TimeLimits;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a call's clocks: connect, first token, idle, slow reader, heartbeat. Content only sets a
 * flag, which the next tick turns into a time: no clock is read for a token, and every limit is as
 * exact as a tick.
 */
final class Watch {
  private static final long SLOW_READER_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final long heartbeat;
  private @Nullable TimeLimits limits;
  private long attemptStarted;
  private long lastProgress;
  private long lastSaid;
  private long notReadySince;
  private boolean progressed;
  private boolean said;
  private boolean ready = true;

  /**
   * @param now {@link System#nanoTime}
   * @param heartbeat zero: none
   */
  Watch(long now, Duration heartbeat) {
    this.heartbeat = heartbeat.toNanos();
    lastSaid = now;
    attemptStarted = now;
  }

  void limits(TimeLimits limits) {
    this.limits = limits;
  }

  void attemptStarted(long now) {
    attemptStarted = now;
    lastProgress = now;
    progressed = false;
  }

  /** Content has come. */
  void progressed() {
    progressed = true;
  }

  /** Something was sent to the caller. */
  void said() {
    said = true;
  }

  /** Notes whether the caller reads; gives it back. */
  boolean readerReady(boolean isReady) {
    ready = isReady;
    if (isReady) {
      // It has read, even if it is not ready again at the next tick.
      notReadySince = 0;
    }
    return isReady;
  }

  /** What took too long; null: nothing. */
  @Nullable Fault late(long now, boolean connected, boolean stream, boolean flowing) {
    if (limits == null) {
      return null;
    }
    if (!connected) {
      return now - attemptStarted > limits.connect().toNanos()
          ? timeout("no connection", limits.connect())
          : null;
    }
    if (!stream) {
      // A unary answer comes in one piece: only the total limit holds.
      return null;
    }
    if (!flowing) {
      return now - attemptStarted > limits.firstToken().toNanos()
          ? timeout("no first token", limits.firstToken())
          : null;
    }
    return ready ? idle(now, limits.idle()) : slowReader(now);
  }

  private @Nullable Fault idle(long now, Duration limit) {
    if (progressed) {
      progressed = false;
      lastProgress = now;
    }
    return now - lastProgress > limit.toNanos() ? timeout("no further token", limit) : null;
  }

  private @Nullable Fault slowReader(long now) {
    // Upstream is not read meanwhile, so that its silence is ours.
    lastProgress = now;
    if (notReadySince == 0) {
      notReadySince = now;
    }
    return now - notReadySince > SLOW_READER_NANOS
        ? Fault.of(Reason.SLOW_CONSUMER, "the caller has read nothing for 60 s")
        : null;
  }

  private static Fault timeout(String what, Duration limit) {
    return Fault.of(Reason.PROVIDER_TIMEOUT, what + " within " + limit.toMillis() + " ms");
  }

  /** Whether nothing was said for the heartbeat interval; says so once for each interval. */
  boolean heartbeatDue(long now) {
    if (said) {
      said = false;
      lastSaid = now;
    }
    if (heartbeat == 0 || now - lastSaid < heartbeat) {
      return false;
    }
    lastSaid = now;
    return true;
  }
}
