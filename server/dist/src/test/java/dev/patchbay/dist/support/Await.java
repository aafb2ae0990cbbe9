package dev.patchbay.dist.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what nobody signals. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private Await() {}

  /** Waits until the condition holds, for at most 20 s. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
      }
      pause();
    }
  }

  /** Sees to it that a condition holds all the time. */
  public static void holds(String what, Duration time, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (!condition.getAsBoolean()) {
        throw new AssertionError("no longer so: " + what);
      }
      pause();
    }
  }

  /** Waits until the value was the same at thirty looks in a row, 10 ms apart. */
  public static long settled(String what, LongSupplier value) {
    long[] last = {value.getAsLong()};
    int[] same = {0};
    until(
        what + " settles",
        () -> {
          long now = value.getAsLong();
          same[0] = now == last[0] ? same[0] + 1 : 0;
          last[0] = now;
          return same[0] >= 30;
        });
    return last[0];
  }

  private static void pause() {
    try {
      var ignored = NEVER.await(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
