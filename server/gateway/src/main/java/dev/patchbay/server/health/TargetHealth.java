package dev.patchbay.server.health;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How one model at one endpoint is doing. Thread-safe, without locks. All moments are readings of
 * {@link System#nanoTime}.
 *
 * <p>Its circuit opens after 5 failures in a row, or when at least half of at least 10 attempts of
 * the last 30 s failed: for 2 s, twice that after each try that fails, at most 16 s, give or take
 * 10 %. Then one attempt at a time is let in; with the first content of one the others are, too,
 * and the first of them to end closes the circuit or opens it again. Apart from that the target is
 * left alone for as long as its provider asks, at most 30 s, while its endpoint is benched ({@link
 * EndpointHealth}), and while the endpoint has its fill of calls.
 */
public final class TargetHealth {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);
  private static final long BETWEEN_LAST_RESORTS = Duration.ofSeconds(1).toNanos();

  private final EndpointHealth endpoint;
  private final Breaker circuit;
  private final Cooling cooling = new Cooling();
  private final Moment lastResort = new Moment();
  private final FirstTokens firstTokens = new FirstTokens();

  TargetHealth(EndpointHealth endpoint, DoubleSupplier random, Breaker.Changes changes) {
    this.endpoint = endpoint;
    this.circuit =
        new Breaker(FailureWatch::new, new Pauses(PAUSE, LONGEST_PAUSE, random), changes);
  }

  /** Why no call may go there now; null: one may. Changes nothing. */
  public @Nullable Out out(long now) {
    Out unwell = unwell(now);
    return unwell == null ? endpoint.slots().out() : unwell;
  }

  /** Of several reasons the one that lasts longest. */
  private @Nullable Out unwell(long now) {
    return longer(longer(endpoint.bench().out(now), circuit.out(now)), cooling.out(now));
  }

  private static @Nullable Out longer(@Nullable Out one, @Nullable Out other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.readyIn() >= other.readyIn() ? one : other;
  }

  /** How it stands, for people to see. Changes nothing. */
  public Standing standing(long now) {
    return new Standing(circuit.state(now), unwell(now));
  }

  /** Lets an attempt in; null if {@link #out}, which another thread may just have brought about. */
  public @Nullable Permit enter(long now) {
    Permit permit = enterAgain(now);
    if (permit != null) {
      endpoint.budget().deposit(now);
    }
    return permit;
  }

  /** As {@link #enter} for a repeat, which earns no further repeats. */
  public @Nullable Permit enterAgain(long now) {
    if (unwell(now) != null || !endpoint.slots().take()) {
      return null;
    }
    Pass key = endpoint.bench().enter(now);
    Pass target = key == null ? null : circuit.enter(now);
    if (key != null && target != null) {
      return attempt(key, target, now);
    }
    if (key != null) {
      endpoint.bench().freed(key);
    }
    endpoint.slots().giveBack();
    return null;
  }

  /**
   * Lets an attempt in though the target is out, to see whether it is back, when nothing else can
   * serve a call; null if that was tried a moment ago (less than 1 s), or the endpoint has its fill
   * of calls, or the provider itself asked to be left alone until later: then there is nothing to
   * find out. If the target is not out (any more), this is {@link #enter}.
   */
  public @Nullable Permit enterAsLastResort(long now) {
    if (unwell(now) == null) {
      return enter(now);
    }
    if (cooling.out(now) != null || !endpoint.slots().take()) {
      return null;
    }
    if (!lastResort.renew(now, BETWEEN_LAST_RESORTS)) {
      endpoint.slots().giveBack();
      return null;
    }
    return attempt(endpoint.bench().force(now), circuit.force(now), now);
  }

  private Permit attempt(Pass key, Pass target, long now) {
    return new Attempt(this, key, target, now);
  }

  /**
   * Takes one repeat out of the endpoint's retry budget; false: it is used up. The budget is one
   * repeat for every five attempts let in that are no repeats themselves, and three a second, of
   * which ten seconds' worth is kept.
   */
  public boolean mayRepeat(long now) {
    return endpoint.budget().withdraw(now);
  }

  /**
   * By when 95 % of recent first tokens had come, in nanoseconds; 0: too few are known. Recent are
   * the last 128, those left out that came more than 10 min before the newest; too few are fewer
   * than 20.
   */
  public long lateFirstToken() {
    return firstTokens.late();
  }

  /**
   * The attempt's first content has come.
   *
   * @param at when
   * @param nanos since the attempt began
   */
  void content(Pass key, Pass target, long at, long nanos) {
    firstTokens.add(at, nanos);
    endpoint.bench().content(key);
    circuit.content(target);
  }

  /** What an attempt teaches, once it has ended. */
  void learn(Pass key, Pass target, Verdict verdict, @Nullable Duration wait, long now) {
    Breaker bench = endpoint.bench();
    if (verdict == Verdict.LIMITED && wait != null) {
      cooling.cool(wait, now);
    }
    switch (verdict) {
      case SUCCEEDED -> {
        circuit.succeeded(target, now);
        bench.succeeded(key, now);
      }
      case FAILED -> {
        circuit.failed(target, now);
        bench.freed(key);
      }
      case LOCKED_OUT -> {
        circuit.freed(target);
        bench.failed(key, now);
      }
      case LIMITED, IGNORED -> {
        circuit.freed(target);
        bench.freed(key);
      }
    }
  }

  /** Gives the attempt's place to the next. */
  void leave(Verdict verdict, long since, long now) {
    endpoint.slots().giveBack(verdict, since, now);
  }
}
