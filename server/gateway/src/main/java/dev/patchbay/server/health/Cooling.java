package dev.patchbay.server.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Leaves a target alone for as long as its provider asked. Thread-safe. */
final class Cooling {
  /** A provider that asks for an hour is asked again before. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Moment until = new Moment();

  void cool(Duration wait, long now) {
    Duration bounded = wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    if (bounded.isPositive()) {
      until.noEarlierThan(now + bounded.toNanos());
    }
  }

  @Nullable Out out(long now) {
    long left = until.ahead(now);
    return left > 0 ? new Out("its provider asked to be left alone", left) : null;
  }
}
