package dev.patchbay.server.health;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * By when first tokens came: the last {@value #KEPT}, without those that came more than {@link
 * #AGE} before the newest one. Thread-safe without locks; adding is cheap, and asking sorts what is
 * kept.
 */
final class FirstTokens {
  static final Duration AGE = Duration.ofMinutes(10);
  static final int KEPT = 128;
  static final int ENOUGH = 20;

  /**
   * @param at when it came
   * @param nanos how long that took
   */
  private record Sample(long at, long nanos) {}

  private final AtomicInteger added = new AtomicInteger();
  private final AtomicReferenceArray<@Nullable Sample> ring = new AtomicReferenceArray<>(KEPT);

  /**
   * @param at when it came
   * @param nanos how long that took
   */
  void add(long at, long nanos) {
    ring.set(added.getAndIncrement() & (KEPT - 1), new Sample(at, nanos));
  }

  /** By when 95 % had come, in nanoseconds; 0 if there are fewer than {@value #ENOUGH}. */
  long late() {
    Sample newest = ring.get((added.get() - 1) & (KEPT - 1));
    if (newest == null) {
      return 0;
    }
    long[] times =
        IntStream.range(0, KEPT)
            .mapToObj(ring::get)
            .filter(Objects::nonNull)
            .filter(sample -> newest.at() - sample.at() <= AGE.toNanos())
            .mapToLong(Sample::nanos)
            .sorted()
            .toArray();
    return times.length < ENOUGH ? 0 : times[(times.length * 95 + 99) / 100 - 1];
  }
}
