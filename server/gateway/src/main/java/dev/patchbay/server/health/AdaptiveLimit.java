package dev.patchbay.server.health;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Grows while attempts succeed and shrinks when the place wants less or fails: additive increase,
 * multiplicative decrease.
 *
 * <p>Starts at {@value #START}, within {@value #LEAST} and {@value #MOST}. A success adds one until
 * the first cut, and after that one for as many successes as the limit is; but only when at least
 * half of the limit was in use, since an unused limit is not a tried one. An attempt that was
 * limited or failed takes a quarter off; of those that ran when it was cut none cuts it again,
 * since they knew the old limit. What is ignored or locked out changes nothing.
 */
final class AdaptiveLimit implements ConcurrencyLimit {
  private static final int START = 20;
  private static final int LEAST = 4;
  private static final int MOST = 1000;
  private static final double CUT = 0.75;

  /**
   * @param cutAt null: never
   */
  private record Level(double calls, @Nullable Long cutAt) {
    Level grown() {
      return new Level(Math.min(MOST, calls + (cutAt == null ? 1 : 1 / calls)), cutAt);
    }

    Level cut(long since, long now) {
      return cutAt != null && since - cutAt < 0
          ? this
          : new Level(Math.max(LEAST, calls * CUT), now);
    }
  }

  private final AtomicReference<Level> level = new AtomicReference<>(new Level(START, null));

  @Override
  public int calls() {
    return (int) level.get().calls();
  }

  @Override
  public void ended(Verdict verdict, int running, long since, long now) {
    switch (verdict) {
      case SUCCEEDED -> {
        if (running * 2L >= calls()) {
          level.updateAndGet(Level::grown);
        }
      }
      case FAILED, LIMITED -> level.updateAndGet(at -> at.cut(since, now));
      case LOCKED_OUT, IGNORED -> {}
    }
  }
}
