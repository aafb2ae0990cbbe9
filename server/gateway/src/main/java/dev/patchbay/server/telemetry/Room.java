package dev.patchbay.server.telemetry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many label sets there may be, over all metrics. Thread-safe. */
final class Room {
  private final int limit;
  private final AtomicInteger taken = new AtomicInteger();
  private final LongAdder folded = new LongAdder();

  Room(int limit) {
    this.limit = limit;
  }

  /** Takes room for one more label set; false: there is none. */
  boolean take() {
    if (isFull()) {
      return false;
    }
    taken.incrementAndGet();
    return true;
  }

  /** Whether there is no room for another label set; if so, this is counted. */
  boolean isFull() {
    boolean full = taken.get() >= limit;
    if (full) {
      folded.increment();
    }
    return full;
  }

  /** How many label sets have room. */
  int taken() {
    return taken.get();
  }

  /** How often there was none. */
  long folded() {
    return folded.sum();
  }
}
