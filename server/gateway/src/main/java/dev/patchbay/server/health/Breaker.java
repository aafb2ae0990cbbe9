package dev.patchbay.server.health;

import dev.patchbay.server.health.Phase.Closed;
import dev.patchbay.server.health.Phase.Open;
import dev.patchbay.server.health.Phase.Probing;
import dev.patchbay.server.health.Phase.Trial;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts away from a place that failed them, and finds out when it is back.
 *
 * <p>Closed, it lets all in, until its tripwire says stop. Open, it lets none in for a while. Then
 * one at a time comes in as a probe. A probe that fails opens it for twice as long; one that
 * succeeds closes it; one that teaches nothing makes room for the next; one that has content lets
 * the others in, on trial: the first to fail opens it, the first to succeed closes it. A probe that
 * is not heard of for {@link Phase#PROBE_LIMIT} makes room, too.
 *
 * <p>Thread-safe without locks: each change is one exchange of the {@link Phase}.
 */
final class Breaker {
  /** What callers are told to wait while a probe is under way. */
  private static final Duration PROBE_TIME = Duration.ofSeconds(1);

  /** Hears of each change, on the thread that made it. */
  @FunctionalInterface
  interface Changes {
    /**
     * @param pause until the next probe; zero unless it opens
     */
    void changed(CircuitState from, CircuitState to, String why, Duration pause);
  }

  private final Supplier<Tripwire> tripwires;
  private final Pauses pauses;
  private final Changes changes;
  private final AtomicReference<Phase> phase;

  /**
   * @param tripwires gives a new one each time it closes
   */
  Breaker(Supplier<Tripwire> tripwires, Pauses pauses, Changes changes) {
    this.tripwires = tripwires;
    this.pauses = pauses;
    this.changes = changes;
    this.phase = new AtomicReference<>(Closed.with(tripwires.get()));
  }

  /** As people see it: half-open from the moment at which a probe may come. */
  CircuitState state(long now) {
    Phase at = phase.get();
    return at.awaitsProbe(now) ? CircuitState.HALF_OPEN : at.state();
  }

  /** Why nothing is let in now; null: something is. */
  @Nullable Out out(long now) {
    return switch (phase.get()) {
      case Closed _, Trial _ -> null;
      case Open open -> open.awaitsProbe(now) ? null : new Out(reason(open), open.until() - now);
      case Probing probing ->
          probing.awaitsProbe(now)
              ? null
              : new Out(reason(probing.opened()) + "; a call is trying it", PROBE_TIME.toNanos());
    };
  }

  private static String reason(Open open) {
    return switch (open.failedProbes()) {
      case 0 -> open.why();
      case 1 -> open.why() + ", and a try since then failed";
      default -> open.why() + ", and " + open.failedProbes() + " tries since then failed";
    };
  }

  /** Null: nothing is let in now. */
  @Nullable Pass enter(long now) {
    while (true) {
      Phase at = phase.get();
      if (!at.isFree() && !at.awaitsProbe(now)) {
        return null;
      }
      Pass pass = enter(at, now);
      if (pass != null) {
        return pass;
      }
    }
  }

  /** Lets an attempt in whatever the phase; as the probe, if there is none. */
  Pass force(long now) {
    Pass pass = null;
    while (pass == null) {
      pass = enter(phase.get(), now);
    }
    return pass;
  }

  /** Null: the phase has just changed. */
  private @Nullable Pass enter(Phase at, long now) {
    return switch (at) {
      case Closed closed -> closed.pass();
      case Trial trial -> new Pass(trial.opened(), now);
      case Open open -> probe(open, open, now);
      case Probing probing ->
          probing.awaitsProbe(now)
              ? probe(probing, probing.opened(), now)
              : new Pass(probing.opened(), now);
    };
  }

  private @Nullable Pass probe(Phase from, Open opened, long now) {
    var pass = new Pass(opened, now);
    return move(from, new Probing(opened, pass), "it is tried", Duration.ZERO) ? pass : null;
  }

  /** The attempt has content. */
  void content(Pass pass) {
    while (phase.get() instanceof Probing probing && pass.isOf(probing)) {
      if (move(probing, new Trial(probing.opened()), "it is tried", Duration.ZERO)) {
        return;
      }
    }
  }

  /** The attempt has shown that the place is well. */
  void succeeded(Pass pass, long now) {
    Phase at = phase.get();
    while (pass.isOf(at)) {
      if (at instanceof Closed closed) {
        closed.tripwire().succeeded(now);
        return;
      }
      if (move(at, Closed.with(tripwires.get()), "a try succeeded", Duration.ZERO)) {
        return;
      }
      at = phase.get();
    }
  }

  /** The attempt has shown that the place is not well. */
  void failed(Pass pass, long now) {
    Phase at = phase.get();
    if (at instanceof Closed closed && pass.isOf(closed)) {
      String why = closed.tripwire().failed(now);
      if (why != null) {
        open(closed, why, 0, now);
      }
      return;
    }
    while (pass.isOf(at) && !reopened(at, now)) {
      at = phase.get();
    }
  }

  private boolean reopened(Phase at, long now) {
    return switch (at) {
      // No pass is given in an open phase.
      case Closed _, Open _ -> true;
      case Probing probing -> open(probing, probing.opened(), now);
      case Trial trial -> open(trial, trial.opened(), now);
    };
  }

  private boolean open(Phase from, Open before, long now) {
    return open(from, before.why(), before.failedProbes() + 1, now);
  }

  private boolean open(Phase from, String why, int failedProbes, long now) {
    long pause = pauses.after(failedProbes);
    var open = new Open(why, now + pause, failedProbes);
    return move(from, open, reason(open), Duration.ofNanos(pause));
  }

  /** The attempt has ended and shown nothing. */
  void freed(Pass pass) {
    while (phase.get() instanceof Probing probing && probing.probe() == pass) {
      if (move(probing, new Probing(probing.opened(), null), "it is tried", Duration.ZERO)) {
        return;
      }
    }
  }

  private boolean move(Phase from, Phase to, String why, Duration pause) {
    if (!phase.compareAndSet(from, to)) {
      return false;
    }
    if (from.state() != to.state()) {
      changes.changed(from.state(), to.state(), why, pause);
    }
    return true;
  }
}
