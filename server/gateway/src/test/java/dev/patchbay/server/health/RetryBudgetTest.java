package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final HandClock clock = new HandClock();
  private final RetryBudget budget = new RetryBudget();

  private int drain() {
    int taken = 0;
    while (budget.withdraw(clock.now())) {
      taken++;
    }
    return taken;
  }

  @Test
  void withdraw_atFirst_hasTenSecondsWorth() {
    assertThat(drain()).isEqualTo(30);
  }

  @Test
  void withdraw_asTimePasses_givesThreeASecond() {
    drain();
    clock.seconds(2.01);
    assertThat(drain()).isEqualTo(6);
    clock.seconds(1_000);
    assertThat(drain()).as("bounded").isEqualTo(30);
  }

  @Test
  void deposit_attempts_giveOneRepeatForFive() {
    drain();
    for (int i = 0; i < 51; i++) {
      budget.deposit(clock.now());
    }
    assertThat(drain()).isEqualTo(10);
    for (int i = 0; i < 10_000; i++) {
      budget.deposit(clock.now());
    }
    assertThat(drain()).as("bounded").isEqualTo(30);
  }

  @Test
  void mayRepeat_everyAttemptFails_multipliesTheLoadByLittle() {
    var place = new Place();
    int calls = 0;
    int repeats = 0;
    for (int i = 0; i < 10_000; i++) {
      place.clock.seconds(0.01);
      place.end(place.enter(), Verdict.IGNORED);
      calls++;
      if (place.target.mayRepeat(place.clock.now())) {
        place.end(place.target.enterAgain(place.clock.now()), Verdict.IGNORED);
        repeats++;
      }
    }
    assertThat(repeats).isBetween(calls / 5, calls / 5 + 100 * 3 + 40);
  }

  @Test
  void withdraw_onManyThreads_givesEachRepeatOnce() {
    var taken = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> {
          for (int j = 0; j < 1_000; j++) {
            if (budget.withdraw(clock.now())) {
              taken.incrementAndGet();
            }
          }
        });
      }
    }
    assertThat(taken).hasValue(30);
  }
}
