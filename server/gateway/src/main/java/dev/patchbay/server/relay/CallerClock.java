package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is owed to the caller, and by him: signs of life, and reading. */
final class CallerClock {
  private static final long SLOW_READER_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final long heartbeat;
  private long lastSaid;
  private long notReadySince;
  private boolean said;
  private boolean ready = true;

  /**
   * @param now {@link System#nanoTime}
   * @param heartbeat zero: none
   */
  CallerClock(long now, Duration heartbeat) {
    this.heartbeat = heartbeat.toNanos();
    lastSaid = now;
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

  boolean isReading() {
    return ready;
  }

  /** Whether output waits for a caller who reads nothing; null: no. */
  @Nullable Fault slowReader(long now) {
    if (ready) {
      return null;
    }
    if (notReadySince == 0) {
      notReadySince = now;
    }
    return now - notReadySince > SLOW_READER_NANOS
        ? Fault.of(Reason.SLOW_CONSUMER, "the caller has read nothing for 60 s")
        : null;
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
