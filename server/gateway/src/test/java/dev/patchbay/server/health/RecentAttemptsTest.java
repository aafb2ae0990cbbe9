package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.health.RecentAttempts.Count;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RecentAttemptsTest {
  private final HandClock clock = new HandClock();
  private final RecentAttempts recent = new RecentAttempts();

  @Test
  void count_overTime_slidesByATenth() {
    for (int i = 0; i < 20; i++) {
      recent.add(i % 2 == 0, clock.now());
      clock.seconds(3);
    }
    assertThat(recent.count(clock.now())).isEqualTo(new Count(4, 9));
    clock.seconds(15);
    assertThat(recent.count(clock.now())).isEqualTo(new Count(2, 4));
    clock.seconds(15);
    assertThat(recent.count(clock.now())).isEqualTo(new Count(0, 0));
  }

  @Test
  void count_afterALongPause_holdsNothingOld() {
    recent.add(true, clock.now());
    clock.seconds(100_000);
    recent.add(false, clock.now());
    assertThat(recent.count(clock.now())).isEqualTo(new Count(0, 1));
  }

  @Test
  void add_readingOfTheClockIsOld_isCountedAmongTheNewest() {
    recent.add(false, clock.now());
    recent.add(true, clock.now() - 30_000_000_000L);
    assertThat(recent.count(clock.now())).isEqualTo(new Count(1, 2));
  }

  @Test
  void add_onManyThreads_losesNothing() {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> {
          for (int j = 0; j < 10_000; j++) {
            recent.add(j % 2 == 0, clock.now() + j * 100_000L);
          }
        });
      }
    }
    assertThat(recent.count(clock.now() + 1_000_000_000L)).isEqualTo(new Count(20_000, 40_000));
  }
}
