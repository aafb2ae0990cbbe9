package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A target with a clock of its own; pauses have no jitter. */
final class Place {
  final HandClock clock = new HandClock();
  final RecordedHealth heard = new RecordedHealth();
  final EndpointHealth endpoint;
  final TargetHealth target;

  Place() {
    this(ConcurrencyLimit.none());
  }

  Place(ConcurrencyLimit limit) {
    endpoint = new EndpointHealth("east", limit, heard, () -> 0.5);
    target = endpoint.of("m");
  }

  Permit enter() {
    return enter(target);
  }

  Permit enter(TargetHealth target) {
    Permit permit = target.enter(clock.now());
    assertThat(permit).as("%s", target.out(clock.now())).isNotNull();
    return Objects.requireNonNull(permit);
  }

  @Nullable Permit lastResort() {
    return target.enterAsLastResort(clock.now());
  }

  /**
   * @param permit that must be there
   */
  void end(@Nullable Permit permit, Verdict verdict) {
    Objects.requireNonNull(permit).end(verdict, null, clock.now());
  }

  /** Attempts one after the other. */
  void attempts(int number, Verdict verdict) {
    for (int i = 0; i < number; i++) {
      end(enter(), verdict);
    }
  }

  void limited(Duration wait) {
    enter().end(Verdict.LIMITED, wait, clock.now());
  }

  boolean isOut() {
    Out out = target.out(clock.now());
    Permit permit = target.enter(clock.now());
    assertThat(permit == null).as("enter and out agree").isEqualTo(out != null);
    if (permit != null) {
      end(permit, Verdict.IGNORED);
    }
    return out != null;
  }

  String whyOut() {
    return Objects.requireNonNull(target.out(clock.now())).why();
  }

  double secondsOut() {
    return Objects.requireNonNull(target.out(clock.now())).readyIn() / 1e9;
  }

  CircuitState circuit() {
    return target.standing(clock.now()).circuit();
  }
}
