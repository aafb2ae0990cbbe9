package dev.patchbay.server.relay;

import dev.patchbay.spi.Usage;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up what the attempts of one call have used: a failed one is billed, too. */
final class SpentUsage {
  private Usage before = Usage.of(0, 0);
  private @Nullable Usage current;

  /** What the running attempt has used so far. */
  void told(Usage usage) {
    current = usage;
  }

  /** Another attempt begins. */
  void nextAttempt() {
    before = total();
    current = null;
  }

  /** Whether the last attempt told anything. */
  boolean isTold() {
    return current != null;
  }

  /** Of all attempts; zero if none told anything. The raw object is the last one's. */
  Usage total() {
    Usage last = current;
    return last == null ? before : sum(before, last);
  }

  static Usage sum(Usage a, Usage b) {
    return new Usage(
        a.input() + b.input(),
        a.output() + b.output(),
        sum(a.cacheRead(), b.cacheRead()),
        sum(a.cacheWrite(), b.cacheWrite()),
        sum(a.reasoning(), b.reasoning()),
        b.raw());
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isEmpty() && b.isEmpty() ? a : OptionalLong.of(a.orElse(0) + b.orElse(0));
  }
}
