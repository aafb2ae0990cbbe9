package dev.patchbay.server.health;

import static dev.patchbay.server.health.CircuitState.CLOSED;
import static dev.patchbay.server.health.CircuitState.HALF_OPEN;
import static dev.patchbay.server.health.CircuitState.OPEN;
import static dev.patchbay.server.health.Verdict.FAILED;
import static dev.patchbay.server.health.Verdict.IGNORED;
import static dev.patchbay.server.health.Verdict.LOCKED_OUT;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeTest {
  private final Place place = new Place();

  @Test
  void enter_openTimeIsOver_letsExactlyOneProbeIn() {
    place.attempts(5, FAILED);
    place.clock.seconds(2);

    assertThat(place.circuit()).isEqualTo(HALF_OPEN);
    Permit probe = place.enter();

    assertThat(place.isOut()).isTrue();
    assertThat(place.whyOut()).endsWith("; a call is trying it");
    place.clock.seconds(30);
    assertThat(place.isOut()).isTrue();
    place.end(probe, SUCCEEDED);
    assertThat(place.circuit()).isEqualTo(CLOSED);
    assertThat(place.isOut()).isFalse();
    assertThat(place.heard.told.subList(1, 3))
        .containsExactly(
            "east/m OPEN -> HALF_OPEN: it is tried", "east/m HALF_OPEN -> CLOSED: a try succeeded");
  }

  @Test
  void end_probesFail_openTimeDoublesUpToItsBoundAndStartsAnewAfterASuccess() {
    place.attempts(5, FAILED);
    for (double seconds : new double[] {2, 4, 8, 16, 16}) {
      assertThat(place.secondsOut()).isCloseTo(seconds, within(1e-6));
      place.clock.seconds(seconds);
      place.attempts(1, FAILED);
    }
    assertThat(place.whyOut()).endsWith("row, and 5 tries since then failed");
    place.clock.seconds(16);
    place.attempts(1, SUCCEEDED);

    place.attempts(5, FAILED);

    assertThat(place.secondsOut()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"IGNORED", "LIMITED", "LOCKED_OUT"})
  void end_probeTeachesNothing_letsTheNextProbeIn(Verdict verdict) {
    place.attempts(5, FAILED);
    place.clock.seconds(2);
    place.end(place.enter(), verdict);
    if (verdict == LOCKED_OUT) {
      place.clock.seconds(10);
    }

    Permit next = place.enter();

    assertThat(place.isOut()).isTrue();
    place.end(next, SUCCEEDED);
    assertThat(place.circuit()).isEqualTo(CLOSED);
  }

  @Test
  void content_ofTheProbe_letsOthersInAndTheFirstFailureOpensAnew() {
    place.attempts(5, FAILED);
    place.clock.seconds(2);
    Permit probe = place.enter();

    probe.content(1);

    Permit second = place.enter();
    Permit third = place.enter();
    assertThat(place.circuit()).isEqualTo(HALF_OPEN);
    place.end(second, IGNORED);
    place.end(third, FAILED);
    assertThat(place.circuit()).isEqualTo(OPEN);
    assertThat(place.secondsOut()).isEqualTo(4);

    place.end(probe, SUCCEEDED);
    assertThat(place.circuit()).as("what began before tells nothing").isEqualTo(OPEN);
  }

  @Test
  void content_ofTheProbe_firstSuccessOfAnyCloses() {
    place.attempts(5, FAILED);
    place.clock.seconds(2);
    Permit probe = place.enter();
    probe.content(1);

    place.attempts(1, SUCCEEDED);
    assertThat(place.circuit()).isEqualTo(CLOSED);
    place.end(probe, FAILED);
    place.attempts(4, FAILED);
    assertThat(place.circuit()).as("the row began with the closing").isEqualTo(CLOSED);
  }

  @Test
  void enter_probeIsNeverEnded_letsAnotherInAfterAMinute() {
    place.attempts(5, FAILED);
    place.clock.seconds(2);
    Permit lost = place.enter();
    place.clock.seconds(59.9);
    assertThat(place.isOut()).isTrue();
    place.clock.seconds(0.1);

    Permit second = place.enter();

    assertThat(place.isOut()).isTrue();
    place.end(lost, IGNORED);
    assertThat(place.isOut()).as("the lost one holds the place no more").isTrue();
    place.end(second, SUCCEEDED);
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void end_whatBeganBeforeTheOpening_teachesNothing() {
    var early = IntStream.range(0, 20).mapToObj(i -> place.enter()).toList();
    early.subList(0, 15).forEach(permit -> place.end(permit, FAILED));
    assertThat(place.secondsOut()).isEqualTo(2);

    place.end(early.get(15), SUCCEEDED);
    early.get(16).content(1);
    assertThat(place.circuit()).isEqualTo(OPEN);
    place.clock.seconds(2);
    Permit probe = place.enter();
    place.end(early.get(16), FAILED);
    place.end(early.get(17), SUCCEEDED);
    place.end(early.get(18), IGNORED);
    assertThat(place.isOut()).isTrue();
    place.end(probe, SUCCEEDED);
    assertThat(place.isOut()).isFalse();
  }
}
