package dev.patchbay.server.health;

import static dev.patchbay.server.health.Verdict.FAILED;
import static dev.patchbay.server.health.Verdict.LIMITED;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitTest {
  private final Place place = new Place();

  @Test
  void end_fiveFailuresInARow_opensAndSaysWhy() {
    place.attempts(4, FAILED);
    assertThat(place.isOut()).isFalse();

    place.attempts(1, FAILED);

    assertThat(place.isOut()).isTrue();
    assertThat(place.whyOut()).isEqualTo("its circuit is open after 5 failures in a row");
    assertThat(place.secondsOut()).isEqualTo(2);
    assertThat(place.heard.told)
        .containsExactly(
            "east/m CLOSED -> OPEN: its circuit is open after 5 failures in a row; next try in 2 s");
  }

  @Test
  void end_successAmongFailures_countsTheRowAnew() {
    place.attempts(4, FAILED);
    place.attempts(1, SUCCEEDED);
    place.attempts(4, FAILED);
    assertThat(place.isOut()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"IGNORED", "LIMITED"})
  void end_thatTeachesNothing_neitherEndsTheRowNorCountsInIt(Verdict verdict) {
    place.attempts(4, FAILED);
    place.attempts(20, verdict);
    assertThat(place.isOut()).isFalse();
    place.attempts(1, FAILED);
    assertThat(place.isOut()).isTrue();
  }

  @Test
  void end_halfOfTenFailedWithinHalfAMinute_opens() {
    for (int i = 0; i < 5; i++) {
      assertThat(place.isOut()).isFalse();
      place.clock.seconds(3);
      place.attempts(1, SUCCEEDED);
      place.attempts(1, FAILED);
    }
    assertThat(place.whyOut())
        .isEqualTo("its circuit is open after 5 of 10 attempts failed within 30 s");
  }

  @Test
  void end_halfFailedButSlowly_staysClosed() {
    for (int i = 0; i < 50; i++) {
      place.clock.seconds(8);
      place.attempts(1, SUCCEEDED);
      place.attempts(1, FAILED);
    }
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void end_oneOfThreeFailed_staysClosed() {
    for (int i = 0; i < 100; i++) {
      place.attempts(2, SUCCEEDED);
      place.attempts(1, FAILED);
      place.clock.seconds(0.1);
    }
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void of_otherModel_hasACircuitOfItsOwn() {
    place.attempts(5, FAILED);

    TargetHealth other = place.endpoint.of("n");

    assertThat(other.out(place.clock.now())).isNull();
    assertThat(place.endpoint.of("m")).isSameAs(place.target);
    place.end(place.enter(other), LIMITED);
  }
}
