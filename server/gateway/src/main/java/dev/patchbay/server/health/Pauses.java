package dev.patchbay.server.health;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a place is left alone: the first time so long, twice that after each probe that failed.
 *
 * @param random from 0 to 1: pauses differ by up to 10 % either way, so that replicas which stopped
 *     together don't come back together
 */
record Pauses(Duration first, Duration longest, DoubleSupplier random) {
  private static final double JITTER = 0.1;
  private static final int DOUBLINGS = 30;

  /** In nanoseconds. */
  long after(int failedProbes) {
    double grown = first.toNanos() * Math.pow(2, Math.min(failedProbes, DOUBLINGS));
    double bounded = Math.min(grown, longest.toNanos());
    return (long) (bounded * (1 - JITTER + 2 * JITTER * random.getAsDouble()));
  }
}
