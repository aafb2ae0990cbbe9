package dev.patchbay.server.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a {@link Breaker} is. Immutable, but for the tripwire. */
sealed interface Phase {
  /**
   * Bounds how long a probe keeps others out that never ends, and one that is only very slow to
   * answer.
   */
  Duration PROBE_LIMIT = Duration.ofSeconds(60);

  /** Stands for the time from one opening or closing to the next. Compared by identity. */
  Object round();

  CircuitState state();

  /** Whether attempts come in without further ado. */
  default boolean isFree() {
    return false;
  }

  /** Whether the next attempt comes in as a probe. */
  default boolean awaitsProbe(long now) {
    return false;
  }

  /**
   * All come in, and are watched.
   *
   * @param pass for all of them
   */
  record Closed(Tripwire tripwire, Pass pass) implements Phase {
    static Closed with(Tripwire tripwire) {
      return new Closed(tripwire, new Pass(tripwire, 0));
    }

    @Override
    public Object round() {
      return tripwire;
    }

    @Override
    public CircuitState state() {
      return CircuitState.CLOSED;
    }

    @Override
    public boolean isFree() {
      return true;
    }
  }

  /**
   * None comes in.
   *
   * @param why for people
   * @param failedProbes since it was closed
   */
  record Open(String why, long until, int failedProbes) implements Phase {
    @Override
    public Object round() {
      return this;
    }

    @Override
    public CircuitState state() {
      return CircuitState.OPEN;
    }

    @Override
    public boolean awaitsProbe(long now) {
      return until - now <= 0;
    }
  }

  /**
   * One at a time comes in.
   *
   * @param probe which is under way; null: none
   */
  record Probing(Open opened, @Nullable Pass probe) implements Phase {
    @Override
    public Object round() {
      return opened;
    }

    @Override
    public CircuitState state() {
      return CircuitState.HALF_OPEN;
    }

    @Override
    public boolean awaitsProbe(long now) {
      return probe == null || probe.age(now) >= PROBE_LIMIT.toNanos();
    }
  }

  /** A probe had content: all come in, and the first of them to end decides. */
  record Trial(Open opened) implements Phase {
    @Override
    public Object round() {
      return opened;
    }

    @Override
    public CircuitState state() {
      return CircuitState.HALF_OPEN;
    }

    @Override
    public boolean isFree() {
      return true;
    }
  }
}
