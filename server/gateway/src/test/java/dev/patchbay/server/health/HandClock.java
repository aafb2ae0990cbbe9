package dev.patchbay.server.health;

import java.time.Duration;

/** A clock that is moved by hand. Begins below zero, as {@link System#nanoTime} may. */
final class HandClock {
  private long now = Duration.ofSeconds(-7).toNanos();

  long now() {
    return now;
  }

  void advance(Duration time) {
    now += time.toNanos();
  }

  void seconds(double seconds) {
    now += (long) (seconds * 1e9);
  }
}
