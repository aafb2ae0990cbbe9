package dev.patchbay.server.health;

import static dev.patchbay.server.health.CircuitState.CLOSED;
import static dev.patchbay.server.health.CircuitState.OPEN;
import static dev.patchbay.server.health.Verdict.FAILED;
import static dev.patchbay.server.health.Verdict.IGNORED;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastResortTest {
  private final Place place = new Place();

  @Test
  void enterAsLastResort_open_isLetInOnceASecondAndDecides() {
    place.attempts(5, FAILED);

    Permit first = place.lastResort();
    assertThat(first).isNotNull();
    assertThat(place.lastResort()).isNull();
    place.clock.seconds(0.9);
    assertThat(place.lastResort()).isNull();
    place.clock.seconds(0.1);
    Permit second = place.lastResort();
    assertThat(second).isNotNull();
    place.end(second, SUCCEEDED);

    assertThat(place.circuit()).isEqualTo(CLOSED);
    place.end(first, FAILED);
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void enterAsLastResort_fails_opensForLonger() {
    place.attempts(5, FAILED);
    place.clock.seconds(1);
    place.end(place.lastResort(), FAILED);
    assertThat(place.secondsOut()).isEqualTo(4);
  }

  @Test
  void enterAsLastResort_notOut_isAsEnter() {
    for (int i = 0; i < 3; i++) {
      assertThat(place.lastResort()).isNotNull();
    }
    place.attempts(5, FAILED);
    assertThat(place.lastResort()).as("none of those was a last resort").isNotNull();
  }

  @Test
  void enterAsLastResort_besideAProbe_leavesTheProbeItsPlaceAndMayDecide() {
    place.attempts(5, FAILED);
    place.clock.seconds(2);
    Permit probe = place.enter();

    Permit beside = place.lastResort();
    place.end(beside, IGNORED);
    assertThat(place.isOut()).as("the probe is still under way").isTrue();
    place.clock.seconds(1);
    place.end(place.lastResort(), FAILED);

    assertThat(place.circuit()).isEqualTo(OPEN);
    place.end(probe, SUCCEEDED);
    assertThat(place.circuit()).as("its round is over").isEqualTo(OPEN);
  }
}
