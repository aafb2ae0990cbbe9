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

  boolean isFull() {
    return taken.get() >= limit;
  }

  /** One more label set. */
  void take() {
    taken.incrementAndGet();
  }

  /** Notes that something found no room. */
  void fold() {
    folded.increment();
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
