package dev.patchbay.plugin.localembed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static CompletableFuture<Boolean> enter(Turns turns, AtomicBoolean givenUp) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return turns.enter(givenUp::get);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        task -> Thread.ofPlatform().start(task));
  }

  @Test
  void enter_givenUp_leavesItsPlaceInTheQueue() throws Exception {
    Turns turns = new Turns(1);
    assertThat(turns.enter(() -> false)).isTrue();
    AtomicBoolean givenUp = new AtomicBoolean();
    CompletableFuture<Boolean> first = enter(turns, givenUp);
    CompletableFuture<Boolean> second = enter(turns, new AtomicBoolean());

    givenUp.set(true);
    turns.wake();
    assertThat(first.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(second).isNotDone();

    turns.leave();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void enter_givenUpBefore_isNotInside() throws Exception {
    Turns turns = new Turns(1);
    assertThat(turns.enter(() -> true)).isFalse();
    assertThat(turns.enter(() -> false)).isTrue();
  }

  @Test
  void enter_manyThreads_areNeverMoreThanPlaces() throws Exception {
    Turns turns = new Turns(2);
    AtomicInteger inside = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int k = 0; k < 500; k++) {
                  seen.add(once(turns, inside));
                }
              },
              task -> Thread.ofPlatform().start(task)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    assertThat(seen).hasSize(4000).allMatch(count -> count >= 1 && count <= 2);
  }

  private static int once(Turns turns, AtomicInteger inside) {
    try {
      assertThat(turns.enter(() -> false)).isTrue();
      int now = inside.incrementAndGet();
      Thread.onSpinWait();
      inside.decrementAndGet();
      turns.leave();
      return now;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
