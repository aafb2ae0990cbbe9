package dev.patchbay.server.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts ended within the last {@link #TIME}, to a tenth of it, and how many of them
 * failed. Thread-safe without locks.
 */
final class RecentAttempts {
  static final Duration TIME = Duration.ofSeconds(30);
  private static final int PARTS = 10;
  private static final long PART = TIME.toNanos() / PARTS;

  record Count(int failed, int all) {}

  /**
   * What ended in one part of the time.
   *
   * @param number parts are numbered through
   */
  private record Part(long number, AtomicInteger failed, AtomicInteger all) {
    static Part of(long number) {
      return new Part(number, new AtomicInteger(), new AtomicInteger());
    }

    boolean counts(long current) {
      return number > current - PARTS;
    }
  }

  private final AtomicReferenceArray<@Nullable Part> parts = new AtomicReferenceArray<>(PARTS);

  /** An attempt has ended. */
  void add(boolean failed, long now) {
    Part part = part(Math.floorDiv(now, PART));
    // In this order, and read in the other: a failure is never seen without its attempt.
    part.all().incrementAndGet();
    if (failed) {
      part.failed().incrementAndGet();
    }
  }

  /** The part of this number; a later one for a thread whose clock reading is that old. */
  private Part part(long number) {
    int place = Math.floorMod(number, PARTS);
    Part found = parts.get(place);
    while (found == null || found.number() < number) {
      Part fresh = Part.of(number);
      if (parts.compareAndSet(place, found, fresh)) {
        return fresh;
      }
      found = parts.get(place);
    }
    return found;
  }

  Count count(long now) {
    long current = Math.floorDiv(now, PART);
    int failed = 0;
    int all = 0;
    for (int i = 0; i < PARTS; i++) {
      Part part = parts.get(i);
      if (part != null && part.counts(current)) {
        failed += part.failed().get();
        all += part.all().get();
      }
    }
    return new Count(failed, all);
  }
}
