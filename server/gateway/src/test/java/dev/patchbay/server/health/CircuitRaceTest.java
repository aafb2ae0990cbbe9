package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CircuitRaceTest {
  private static final int THREADS = 4;

  @Test
  void enter_manyThreadsWhenTheOpenTimeIsOver_letsOneIn() throws Exception {
    var place = new Place();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int round = 0; round < 1_000; round++) {
        place.attempts(5, Verdict.FAILED);
        place.clock.seconds(2);
        long now = place.clock.now();
        List<Permit> in =
            all(threads, () -> place.target.enter(now)).stream().filter(Objects::nonNull).toList();
        assertThat(in).as("round %d", round).hasSize(1);
        place.end(in.getFirst(), Verdict.SUCCEEDED);
      }
    }
  }

  @Test
  void end_manyThreadsFail_opensOnce() throws Exception {
    var listener = new Openings();
    var clock = new HandClock();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int round = 0; round < 1_000; round++) {
        TargetHealth target =
            new EndpointHealth("east", ConcurrencyLimit.none(), listener, () -> 0.5).of("m");
        all(
            threads,
            () -> {
              for (int i = 0; i < 3; i++) {
                Permit permit = target.enter(clock.now());
                if (permit != null) {
                  permit.end(Verdict.FAILED, null, clock.now());
                }
              }
              return null;
            });
        assertThat(target.standing(clock.now()).circuit())
            .as("round %d", round)
            .isEqualTo(CircuitState.OPEN);
      }
    }
    assertThat(listener.opened).hasValue(1_000);
  }

  private static <T> List<T> all(ExecutorService threads, Callable<T> work) throws Exception {
    return threads.invokeAll(Collections.nCopies(THREADS, work)).stream()
        .map(Future::resultNow)
        .toList();
  }

  private static final class Openings implements HealthListener {
    final AtomicInteger opened = new AtomicInteger();

    @Override
    public void circuitChanged(
        String endpoint, String model, CircuitState from, CircuitState to, String why) {
      opened.incrementAndGet();
    }

    @Override
    public void benched(String endpoint, String why, Duration pause) {}

    @Override
    public void unbenched(String endpoint) {}
  }
}
