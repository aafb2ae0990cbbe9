package dev.patchbay.server.health;

import dev.patchbay.server.health.RecentAttempts.Count;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stops a circuit that fails: after {@value #IN_A_ROW} failures in a row, or when half of the
 * recent attempts failed and there were at least {@value #AT_LEAST}. How other targets do is not
 * compared: it works with one.
 */
final class FailureWatch implements Tripwire {
  private static final int IN_A_ROW = 5;
  private static final int AT_LEAST = 10;

  private final AtomicInteger row = new AtomicInteger();
  private final RecentAttempts recent = new RecentAttempts();

  @Override
  public @Nullable String failed(long now) {
    recent.add(true, now);
    int failures = row.incrementAndGet();
    if (failures >= IN_A_ROW) {
      return "its circuit is open after " + failures + " failures in a row";
    }
    Count count = recent.count(now);
    if (count.all() < AT_LEAST || count.failed() * 2 < count.all()) {
      return null;
    }
    return "its circuit is open after %d of %d attempts failed within %d s"
        .formatted(count.failed(), count.all(), RecentAttempts.TIME.toSeconds());
  }

  @Override
  public void succeeded(long now) {
    row.set(0);
    recent.add(false, now);
  }
}
