package dev.patchbay.server.door;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The caller's deadline less the margin that is kept to answer in: after the deadline nothing
 * arrives any more.
 */
public final class TimeLeft {
  private static final long LEAST_MARGIN = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MOST_MARGIN = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int MARGIN_DIVISOR = 50;

  private TimeLeft() {}

  /**
   * @param nanos until the deadline
   */
  public static Duration of(long nanos) {
    long margin = Math.clamp(nanos / MARGIN_DIVISOR, LEAST_MARGIN, MOST_MARGIN);
    return Duration.ofNanos(nanos - margin);
  }
}
