package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoolingTest {
  private final Place place = new Place();

  @Test
  void end_limitedWithAWait_leavesTheTargetAloneForThatLong() {
    place.limited(Duration.ofMillis(1500));

    assertThat(place.isOut()).isTrue();
    assertThat(place.whyOut()).isEqualTo("its provider asked to be left alone");
    assertThat(place.secondsOut()).isEqualTo(1.5);
    assertThat(place.circuit()).isEqualTo(CircuitState.CLOSED);
    place.clock.seconds(1.5);
    assertThat(place.isOut()).isFalse();
    assertThat(place.heard.told).isEmpty();
  }

  @Test
  void end_limitedForAnHour_isAskedAgainAfterHalfAMinute() {
    place.limited(Duration.ofHours(1));
    assertThat(place.secondsOut()).isEqualTo(30);
  }

  @Test
  void end_limitedWithoutAWait_changesNothing() {
    place.attempts(50, Verdict.LIMITED);
    place.limited(Duration.ZERO);
    place.limited(Duration.ofSeconds(-1));
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void end_limitedTwice_theLongerWaitHolds() {
    Permit second = place.enter();
    place.limited(Duration.ofSeconds(8));
    second.end(Verdict.LIMITED, Duration.ofSeconds(2), place.clock.now());
    assertThat(place.secondsOut()).isEqualTo(8);
  }

  @Test
  void end_failedWithAWait_doesNotCool() {
    place.enter().end(Verdict.FAILED, Duration.ofSeconds(8), place.clock.now());
    assertThat(place.isOut()).isFalse();
  }

  @Test
  void enterAsLastResort_providerAskedToBeLeftAlone_isRefused() {
    place.limited(Duration.ofSeconds(8));
    assertThat(place.lastResort()).isNull();
    place.clock.seconds(8);
    assertThat(place.lastResort()).isNotNull();
  }

  @Test
  void out_severalReasons_isTheOneThatLastsLongest() {
    Permit open = place.enter();
    place.attempts(5, Verdict.FAILED);
    open.end(Verdict.LIMITED, Duration.ofSeconds(9), place.clock.now());
    assertThat(place.secondsOut()).isEqualTo(9);
    assertThat(place.whyOut()).contains("left alone");
  }
}
