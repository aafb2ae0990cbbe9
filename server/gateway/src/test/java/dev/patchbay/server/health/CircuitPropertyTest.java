package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
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

    /** Whether it was let in as a last resort. */
    final boolean forced;

    boolean content;

    Running(Permit permit, TargetHealth target, long since, int period, boolean forced) {
      this.permit = permit;
      this.target = target;
      this.since = since;
      this.period = period;
      this.forced = forced;
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
      Running entered = started(permit, target, false);
      if (!closed && !onTrial(entered)) {
        assertThat(probesBeside(entered)).as("seed %d: probes at once", seed).isZero();
      }
    }

    Running started(Permit permit, TargetHealth target, boolean forced) {
      int period = periods.of(name(target));
      var entered = new Running(permit, target, clock.now(), period, forced);
      running.add(entered);
      return entered;
    }

    /** Whether an attempt of this period had content, so that all come in. */
    boolean onTrial(Running entered) {
      return periods.hadContent(name(entered.target), entered.period);
    }

    long probesBeside(Running entered) {
      return running.stream()
          .filter(other -> other != entered && other.target == entered.target)
          .filter(other -> other.period == entered.period && !other.content)
          .filter(other -> clock.now() - other.since < Phase.PROBE_LIMIT.toNanos())
          .filter(other -> !other.forced)
          .count();
    }

    void lastResort(TargetHealth target) {
      boolean out = target.out(clock.now()) != null;
      Permit permit = target.enterAsLastResort(clock.now());
      if (permit != null) {
        started(permit, target, out);
      } else {
        assertThat(out).as("seed %d", seed).isTrue();
      }
    }

    void content() {
      if (!running.isEmpty()) {
        Running one = running.get(random.nextInt(running.size()));
        one.permit.content(clock.now() - one.since);
        one.content = true;
        periods.content(name(one.target), one.period);
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

    String name(TargetHealth target) {
      return Integer.toString(targets.indexOf(target));
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
}
