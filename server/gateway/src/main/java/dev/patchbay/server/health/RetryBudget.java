package dev.patchbay.server.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many repeats an endpoint is given: one for every five attempts (repeats count as attempts)
 * and three a second. At most {@link #STORE} worth of the latter is kept, and there at the
 * beginning. Thread-safe without locks.
 *
 * <p>Kept as one moment: the credit is the time since then, at three repeats a second. So time adds
 * to it by itself, an attempt moves the moment back, and a repeat moves it on.
 */
final class RetryBudget {
  static final Duration STORE = Duration.ofSeconds(10);
  private static final long REPEAT = Duration.ofSeconds(1).toNanos() / 3;
  private static final long ATTEMPT = REPEAT / 5;

  private static final long UNTOUCHED = Long.MIN_VALUE;

  private final AtomicLong since = new AtomicLong(UNTOUCHED);

  /** An attempt begins. */
  void deposit(long now) {
    since.updateAndGet(moment -> bounded(bounded(moment, now) - ATTEMPT, now));
  }

  /** Takes one repeat; false: there is none left. */
  boolean withdraw(long now) {
    while (true) {
      long moment = since.get();
      long credited = bounded(moment, now);
      if (now - credited < REPEAT) {
        return false;
      }
      if (since.compareAndSet(moment, credited + REPEAT)) {
        return true;
      }
    }
  }

  private static long bounded(long moment, long now) {
    long earliest = now - STORE.toNanos();
    return moment == UNTOUCHED || moment - earliest < 0 ? earliest : moment;
  }
}
