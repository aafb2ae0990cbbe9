package dev.patchbay.server.health;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A moment on the clock of {@link System#nanoTime}, or none: that clock has no value which could
 * stand for "never". Thread-safe.
 */
final class Moment {
  private final AtomicReference<@Nullable Long> at = new AtomicReference<>();

  /** Moves it there, unless it is later already. */
  void noEarlierThan(long moment) {
    at.accumulateAndGet(moment, Moment::later);
  }

  private static Long later(@Nullable Long before, Long given) {
    return before != null && before - given > 0 ? before : given;
  }

  /** How long until then; zero or less if it is past or none. */
  long ahead(long now) {
    Long moment = at.get();
    return moment == null ? 0 : moment - now;
  }

  /** Moves it to now, if it is none or at least so long ago. One thread of several that try. */
  boolean renew(long now, long pause) {
    Long before = at.get();
    return (before == null || now - before >= pause) && at.compareAndSet(before, now);
  }
}
