package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random verdicts, times and lost permits at two models of one endpoint. */
class CircuitPropertyTest {
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(330);

  @Test
  void anything_underRandomVerdictsAndClocks_keepsItsPromises() {
    for (long seed = 0; seed < 1_500; seed++) {
      var world = new World(seed);
      for (int i = 0; i < 300; i++) {
        world.step();
      }
      world.recovers();
    }
  }

  /** An attempt that is under way. */
  private static final class Running {
    final Permit permit;
    final TargetHealth target;
    final long since;

    /** In which period of its circuit it was let in; a period ends with an opening or closing. */
    final int period;

    boolean content;

    Running(Permit permit, TargetHealth target, long since, int period) {
      this.permit = permit;
      this.target = target;
      this.since = since;
      this.period = period;
    }
  }

  private static final class World {
    final long seed;
    final SplittableRandom random;
    final HandClock clock = new HandClock();
    final Periods periods = new Periods();
    final EndpointHealth endpoint;
    final List<TargetHealth> targets;
    final List<Running> running = new ArrayList<>();
    final double failing;
    int lost;

    World(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      failing = random.nextDouble();
      endpoint = new EndpointHealth("east", ConcurrencyLimit.none(), periods, random::nextDouble);
      targets = List.of(endpoint.of("0"), endpoint.of("1"));
    }

    void step() {
      TargetHealth target = targets.get(random.nextInt(2));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> enter(target);
        case 3 -> lastResort(target);
        case 4, 5 -> end();
        case 6 -> content();
        default -> advance();
      }
      for (TargetHealth each : targets) {
        Out out = each.out(clock.now());
        if (out != null) {
          assertThat(out.readyIn()).as("seed %d", seed).isBetween(1L, LONGEST_AWAY.toNanos());
        }
      }
    }

    void enter(TargetHealth target) {
      long now = clock.now();
      Out out = target.out(now);
      boolean closed = target.standing(now).circuit() == CircuitState.CLOSED;
      Permit permit = target.enter(now);
      assertThat(permit == null).as("seed %d: enter and out agree", seed).isEqualTo(out != null);
      if (permit == null) {
        return;
      }
      var entered = started(permit, target);
      if (!closed && !onTrial(entered)) {
        assertThat(probesBeside(entered)).as("seed %d: probes at once", seed).isZero();
      }
    }

    Running started(Permit permit, TargetHealth target) {
      var entered = new Running(permit, target, clock.now(), periods.of(target, this));
      running.add(entered);
      return entered;
    }

    /** Whether an attempt of this period had content, so that all come in. */
    boolean onTrial(Running entered) {
      return periods.content.getOrDefault(number(entered.target), -1) == entered.period;
    }

    long probesBeside(Running entered) {
      return running.stream()
          .filter(other -> other != entered && other.target == entered.target)
          .filter(other -> other.period == entered.period && !other.content)
          .filter(other -> clock.now() - other.since < Phase.PROBE_LIMIT.toNanos())
          .filter(other -> !periods.forced.contains(other))
          .count();
    }

    void lastResort(TargetHealth target) {
      boolean out = target.out(clock.now()) != null;
      Permit permit = target.enterAsLastResort(clock.now());
      if (permit != null) {
        Running entered = started(permit, target);
        if (out) {
          periods.forced.add(entered);
        }
      } else {
        assertThat(out).as("seed %d", seed).isTrue();
      }
    }

    void content() {
      if (!running.isEmpty()) {
        Running one = running.get(random.nextInt(running.size()));
        one.permit.content(clock.now() - one.since);
        one.content = true;
        periods.content.merge(number(one.target), one.period, Math::max);
      }
    }

    void end() {
      if (running.isEmpty()) {
        return;
      }
      Running one = running.remove(random.nextInt(running.size()));
      if (random.nextInt(20) == 0) {
        lost++;
        return;
      }
      one.permit.end(verdict(), told(), clock.now());
    }

    Verdict verdict() {
      if (random.nextDouble() < failing) {
        return Verdict.FAILED;
      }
      return Verdict.values()[random.nextInt(Verdict.values().length)];
    }

    @Nullable Duration told() {
      return random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(100));
    }

    void advance() {
      clock.seconds(Math.pow(10, random.nextDouble(-3, 2)));
    }

    int number(TargetHealth target) {
      return targets.indexOf(target);
    }

    /** Whatever has happened, and whatever was lost: who waits as told gets in, and it mends. */
    void recovers() {
      running.forEach(one -> one.permit.end(Verdict.IGNORED, null, clock.now()));
      assertThat(endpoint.running()).as("seed %d", seed).isEqualTo(lost);
      for (TargetHealth target : targets) {
        Permit permit = waitFor(target);
        permit.end(Verdict.SUCCEEDED, null, clock.now());
        assertThat(target.out(clock.now())).as("seed %d", seed).isNull();
        assertThat(target.standing(clock.now()).circuit())
            .as("seed %d", seed)
            .isEqualTo(CircuitState.CLOSED);
      }
      assertThat(endpoint.isBenched(clock.now())).as("seed %d", seed).isFalse();
    }

    Permit waitFor(TargetHealth target) {
      long since = clock.now();
      for (Out out = target.out(since); out != null; out = target.out(clock.now())) {
        clock.advance(Duration.ofNanos(out.readyIn()));
        assertThat(clock.now() - since)
            .as("seed %d: out for ever", seed)
            .isLessThan(LONGEST_AWAY.plus(Phase.PROBE_LIMIT).plusSeconds(1).toNanos());
      }
      Permit permit = target.enter(clock.now());
      assertThat(permit).as("seed %d", seed).isNotNull();
      return Objects.requireNonNull(permit);
    }
  }

  /** Counts the openings and closings of each circuit, and sees that its changes fit together. */
  private static final class Periods implements HealthListener {
    final Map<String, AtomicInteger> numbers = new HashMap<>();
    final Map<String, CircuitState> states = new HashMap<>();
    final Map<Integer, Integer> content = new HashMap<>();
    final List<Running> forced = new ArrayList<>();

    int of(TargetHealth target, World world) {
      return numbers
          .computeIfAbsent(Integer.toString(world.number(target)), name -> new AtomicInteger())
          .get();
    }

    @Override
    public void circuitChanged(
        String endpoint, String model, CircuitState from, CircuitState to, String why) {
      assertThat(states.getOrDefault(model, CircuitState.CLOSED)).isEqualTo(from).isNotEqualTo(to);
      states.put(model, to);
      if (to != CircuitState.HALF_OPEN) {
        numbers.computeIfAbsent(model, name -> new AtomicInteger()).incrementAndGet();
      }
    }

    @Override
    public void benched(String endpoint, String why, Duration pause) {}

    @Override
    public void unbenched(String endpoint) {}
  }
}
