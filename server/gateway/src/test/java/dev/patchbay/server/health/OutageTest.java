package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  private static final double OUTAGE = 60;

  @ParameterizedTest
  @ValueSource(ints = {50, 400, 1_000, 4_000})
  void enter_afterAnOutageOfAMinute_isBackInUseWithinHalfAMinute(int everyMillis) {
    for (long seed = 0; seed < 300; seed++) {
      var random = new SplittableRandom(seed);
      var clock = new HandClock();
      clock.seconds(random.nextDouble(30));
      var target =
          new EndpointHealth(
                  "east", ConcurrencyLimit.none(), HealthListener.NONE, random::nextDouble)
              .of("m");
      long down = clock.now();
      double back = -1;
      int asked = 0;
      while (back < 0) {
        double elapsed = (clock.now() - down) / 1e9;
        Permit permit = target.enter(clock.now());
        if (permit != null && elapsed < OUTAGE) {
          asked++;
          permit.end(Verdict.FAILED, null, clock.now());
        } else if (permit != null) {
          permit.end(Verdict.SUCCEEDED, null, clock.now());
          back = elapsed;
        }
        clock.advance(Duration.ofMillis(everyMillis));
      }
      assertThat(back).as("seed %d", seed).isBetween(OUTAGE, OUTAGE + 30);
      assertThat(asked).as("seed %d: a place that is down is left alone", seed).isLessThan(16);
      assertThat(target.out(clock.now())).as("seed %d", seed).isNull();
    }
  }
}
