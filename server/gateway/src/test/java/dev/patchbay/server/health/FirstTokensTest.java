package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FirstTokensTest {
  private final HandClock clock = new HandClock();
  private final FirstTokens times = new FirstTokens();

  private void add(LongStream nanos) {
    nanos.forEach(n -> times.add(clock.now(), n));
  }

  @Test
  void late_fewerThan20_isNotKnown() {
    assertThat(times.late()).isZero();
    add(LongStream.rangeClosed(1, 19));
    assertThat(times.late()).isZero();
    add(LongStream.of(20));
    assertThat(times.late()).isEqualTo(19);
  }

  @Test
  void late_oneTo100InAnyOrder_is95() {
    add(LongStream.rangeClosed(1, 50).map(n -> 101 - n));
    add(LongStream.rangeClosed(1, 50));
    assertThat(times.late()).isEqualTo(95);
  }

  @Test
  void late_oneOutlierIn20_isLeftOut() {
    add(LongStream.of(1_000_000));
    add(LongStream.generate(() -> 7).limit(19));
    assertThat(times.late()).isEqualTo(7);
  }

  @Test
  void late_moreThanAreKept_forgetsTheOldest() {
    add(LongStream.generate(() -> 1_000).limit(1_000));
    add(LongStream.generate(() -> 5).limit(FirstTokens.KEPT));
    assertThat(times.late()).isEqualTo(5);
  }

  @Test
  void late_oldOnes_areForgottenWhenNewOnesCome() {
    add(LongStream.generate(() -> 1_000).limit(50));
    clock.advance(FirstTokens.AGE.plus(Duration.ofNanos(1)));
    assertThat(times.late()).as("nothing newer is known").isEqualTo(1_000);

    add(LongStream.of(5));
    assertThat(times.late()).as("one is not enough").isZero();
    add(LongStream.generate(() -> 5).limit(19));
    assertThat(times.late()).isEqualTo(5);
  }

  @Test
  void late_anyNumber_isTheNearestRankOfASortedCopy() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var fresh = new FirstTokens();
      int number = random.nextInt(FirstTokens.ENOUGH, FirstTokens.KEPT + 1);
      long[] values = random.longs(number, 1, 1_000_000).toArray();
      Arrays.stream(values).forEach(value -> fresh.add(0, value));
      long late = fresh.late();

      assertThat(Arrays.stream(values).filter(v -> v <= late).count() / (double) number)
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(0.95);
      assertThat(Arrays.stream(values).filter(v -> v < late).count() / (double) number)
          .as("seed %d", seed)
          .isLessThan(0.95);
    }
  }

  @Test
  void lateFirstToken_contentOfAttempts_countsTheFirstOfEach() {
    var place = new Place();
    for (int i = 1; i <= 20; i++) {
      Permit permit = place.enter();
      permit.content(i);
      permit.content(1_000_000);
      place.end(permit, Verdict.SUCCEEDED);
    }
    assertThat(place.target.lateFirstToken()).isEqualTo(19);
  }

  @Test
  void add_onManyThreads_staysBoundedAndRight() {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> {
          for (int j = 0; j < 10_000; j++) {
            times.add(clock.now(), 3);
            assertThat(times.late()).isIn(0L, 3L);
          }
        });
      }
    }
    assertThat(times.late()).isEqualTo(3);
  }
}
