package dev.patchbay.server.health;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How one endpoint is doing, with all its models: whether it is benched because its key was
 * refused, how many calls run there, and what is left of its retry budget. Thread-safe.
 *
 * <p>Benched is the whole endpoint, from the first refusal on: for 10 s, twice that after each try
 * that is refused, at most 5 min; then one attempt at a time is let in until one succeeds.
 */
public final class EndpointHealth {
  private static final Duration BENCH = Duration.ofSeconds(10);
  private static final Duration LONGEST_BENCH = Duration.ofMinutes(5);

  private final String endpoint;
  private final HealthListener listener;
  private final DoubleSupplier random;
  private final Breaker bench;
  private final Slots slots;
  private final RetryBudget budget = new RetryBudget();
  private final ConcurrentMap<String, TargetHealth> targets = new ConcurrentHashMap<>();

  /** Without a limit, and nobody hears of it. */
  public EndpointHealth() {
    this("", ConcurrencyLimit.none(), HealthListener.NONE);
  }

  /**
   * @param endpoint the operator's name, for the listener
   * @param limit this endpoint's own
   */
  public EndpointHealth(String endpoint, ConcurrencyLimit limit, HealthListener listener) {
    this(endpoint, limit, listener, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param random from 0 to 1, for jitter
   */
  EndpointHealth(
      String endpoint, ConcurrencyLimit limit, HealthListener listener, DoubleSupplier random) {
    this.endpoint = endpoint;
    this.listener = listener;
    this.random = random;
    this.slots = new Slots(limit);
    this.bench =
        new Breaker(KeyWatch::new, new Pauses(BENCH, LONGEST_BENCH, random), this::benchChanged);
  }

  private void benchChanged(CircuitState from, CircuitState to, String why, Duration pause) {
    switch (to) {
      case OPEN -> listener.benched(endpoint, why, pause);
      case HALF_OPEN -> {}
      case CLOSED -> listener.unbenched(endpoint);
    }
  }

  /** The same object for the same model, always. */
  public TargetHealth of(String model) {
    TargetHealth known = targets.get(model);
    return known != null ? known : targets.computeIfAbsent(model, this::target);
  }

  private TargetHealth target(String model) {
    return new TargetHealth(
        this,
        random,
        (from, to, why, pause) ->
            listener.circuitChanged(endpoint, model, from, to, told(why, pause)));
  }

  private static String told(String why, Duration pause) {
    return pause.isZero() ? why : why + "; next try in " + pause.toSeconds() + " s";
  }

  /** Whether its key was refused and no call has succeeded since. */
  public boolean isBenched(long now) {
    return bench.state(now) != CircuitState.CLOSED;
  }

  /** How many attempts run there now. */
  public int running() {
    return slots.running();
  }

  /** How many may run there at once, as of now; empty: any number. */
  public OptionalInt limit() {
    int limit = slots.limit();
    return limit == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(limit);
  }

  Breaker bench() {
    return bench;
  }

  Slots slots() {
    return slots;
  }

  RetryBudget budget() {
    return budget;
  }
}
