package dev.patchbay.server.health;

import static dev.patchbay.server.health.Verdict.FAILED;
import static dev.patchbay.server.health.Verdict.IGNORED;
import static dev.patchbay.server.health.Verdict.LOCKED_OUT;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final Place place = new Place();
  private final TargetHealth other = place.endpoint.of("n");

  @Test
  void end_lockedOut_benchesEveryModelOfTheEndpoint() {
    place.attempts(1, LOCKED_OUT);

    assertThat(place.whyOut()).isEqualTo("its key or account was refused");
    assertThat(place.secondsOut()).isEqualTo(10);
    assertThat(other.out(place.clock.now())).isNotNull();
    assertThat(other.enter(place.clock.now())).isNull();
    assertThat(place.endpoint.isBenched(place.clock.now())).isTrue();
    assertThat(place.circuit()).isEqualTo(CircuitState.CLOSED);
    assertThat(place.heard.told)
        .containsExactly("east benched for 10 s: its key or account was refused");
  }

  @Test
  void end_manyAtOnceLockedOut_benchesOnce() {
    var running = IntStream.range(0, 20).mapToObj(i -> place.enter()).toList();
    running.forEach(permit -> place.end(permit, LOCKED_OUT));
    assertThat(place.secondsOut()).isEqualTo(10);
    assertThat(place.heard.told).hasSize(1);
  }

  @Test
  void end_triesAreRefused_pauseDoublesUpToFiveMinutes() {
    place.attempts(1, LOCKED_OUT);
    for (double seconds : new double[] {10, 20, 40, 80, 160, 300, 300}) {
      assertThat(place.secondsOut()).isCloseTo(seconds, within(1e-6));
      place.clock.seconds(seconds);
      place.attempts(1, LOCKED_OUT);
    }
  }

  @Test
  void enter_benchIsOver_letsOneTryInOverAllModelsAndASuccessClears() {
    place.attempts(1, LOCKED_OUT);
    place.clock.seconds(10);

    Permit probe = place.enter();

    assertThat(other.enter(place.clock.now())).isNull();
    assertThat(place.endpoint.isBenched(place.clock.now())).isTrue();
    place.end(probe, SUCCEEDED);
    assertThat(place.endpoint.isBenched(place.clock.now())).isFalse();
    place.end(place.enter(other), SUCCEEDED);
    assertThat(place.heard.told).last().isEqualTo("east unbenched");
  }

  @Test
  void end_tryFailsForAnotherReason_letsTheNextTryIn() {
    place.attempts(1, LOCKED_OUT);
    place.clock.seconds(10);

    place.attempts(1, FAILED);
    place.attempts(1, IGNORED);

    assertThat(place.isOut()).isFalse();
    assertThat(place.endpoint.isBenched(place.clock.now())).isTrue();
  }

  @Test
  void content_ofTheTry_letsOthersIn() {
    place.attempts(1, LOCKED_OUT);
    place.clock.seconds(10);
    Permit probe = place.enter();

    probe.content(1);

    place.end(place.enter(other), SUCCEEDED);
    assertThat(place.endpoint.isBenched(place.clock.now())).isFalse();
  }

  @Test
  void enter_circuitOpensBesideTheBench_holdsNoProbeOfTheBench() {
    place.attempts(4, FAILED);
    Permit fifth = place.enter();
    place.attempts(1, LOCKED_OUT);
    place.end(fifth, FAILED);
    place.clock.seconds(10);
    Permit probe = place.enter();
    place.end(probe, FAILED);
    assertThat(place.secondsOut()).as("of the circuit").isEqualTo(4);
    assertThat(place.target.enter(place.clock.now())).isNull();

    place.end(place.enter(other), SUCCEEDED);
    assertThat(place.endpoint.isBenched(place.clock.now())).isFalse();
  }

  @Test
  void enterAsLastResort_benched_isLetIn() {
    place.attempts(1, LOCKED_OUT);
    Permit permit = place.lastResort();
    assertThat(permit).isNotNull();
    place.end(permit, SUCCEEDED);
    assertThat(place.isOut()).isFalse();
  }
}
