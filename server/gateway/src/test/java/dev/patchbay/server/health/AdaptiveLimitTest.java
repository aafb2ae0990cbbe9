package dev.patchbay.server.health;

import static dev.patchbay.server.health.Verdict.FAILED;
import static dev.patchbay.server.health.Verdict.IGNORED;
import static dev.patchbay.server.health.Verdict.LIMITED;
import static dev.patchbay.server.health.Verdict.LOCKED_OUT;
import static dev.patchbay.server.health.Verdict.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
  private final HandClock clock = new HandClock();
  private final ConcurrencyLimit limit = ConcurrencyLimit.adaptive();

  private void ended(int times, Verdict verdict, int running) {
    for (int i = 0; i < times; i++) {
      long since = clock.now();
      clock.seconds(1);
      limit.ended(verdict, running, since, clock.now());
    }
  }

  @Test
  void calls_atFirst_is20() {
    assertThat(limit.calls()).isEqualTo(20);
  }

  @Test
  void ended_successesInUse_growByOneEachUntilTheFirstCut() {
    ended(30, SUCCEEDED, 1_000);
    assertThat(limit.calls()).isEqualTo(50);
  }

  @Test
  void ended_successesWithLittleInUse_doNotGrow() {
    ended(100, SUCCEEDED, 9);
    assertThat(limit.calls()).isEqualTo(20);
    ended(1, SUCCEEDED, 10);
    assertThat(limit.calls()).isEqualTo(21);
  }

  @Test
  void ended_limitedOrFailed_takesAQuarterOffAndThenGrowsByOneARound() {
    ended(1, LIMITED, 20);
    assertThat(limit.calls()).isEqualTo(15);
    ended(1, FAILED, 15);
    assertThat(limit.calls()).isEqualTo(11);
    ended(12, SUCCEEDED, 11);
    assertThat(limit.calls()).isEqualTo(12);
  }

  @Test
  void ended_manyOfOneRoundLimited_isCutOnce() {
    long since = clock.now();
    clock.seconds(1);
    for (int i = 0; i < 20; i++) {
      limit.ended(LIMITED, 20 - i, since, clock.now());
    }
    assertThat(limit.calls()).isEqualTo(15);
  }

  @Test
  void ended_ignoredOrLockedOut_changesNothing() {
    ended(10, IGNORED, 20);
    ended(10, LOCKED_OUT, 20);
    assertThat(limit.calls()).isEqualTo(20);
  }

  @Test
  void calls_alwaysWithinTheBounds() {
    ended(100, FAILED, 4);
    assertThat(limit.calls()).isEqualTo(4);

    ConcurrencyLimit growing = ConcurrencyLimit.adaptive();
    for (int i = 0; i < 3_000; i++) {
      growing.ended(SUCCEEDED, 1_000, clock.now(), clock.now());
    }
    assertThat(growing.calls()).isEqualTo(1_000);
  }

  /** A place that takes 50 at once, and more callers than that. */
  @Test
  void ended_placeThatTakesFifty_settlesBelowThat() {
    var place = new Place(limit);
    var levels = new ArrayList<Integer>();
    for (int round = 0; round < 400; round++) {
      var running = new ArrayList<Permit>();
      for (Permit permit = place.target.enter(place.clock.now());
          permit != null && running.size() < 200;
          permit = place.target.enter(place.clock.now())) {
        running.add(permit);
      }
      place.clock.seconds(1);
      for (int i = 0; i < running.size(); i++) {
        place.end(running.get(i), i < 50 ? SUCCEEDED : LIMITED);
      }
      levels.add(place.endpoint.limit().orElseThrow());
    }
    assertThat(levels.subList(50, 400)).allSatisfy(level -> assertThat(level).isBetween(35, 52));
  }
}
