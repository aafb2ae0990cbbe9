package dev.patchbay.plugin.local.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FairGateTest {
  private final FairGate gate = new FairGate();

  @Test
  void enter_free_isInAtOnce() throws Exception {
    assertThat(gate.enter(FairGateTest::never)).isTrue();
    gate.leave();
    assertThat(gate.enter(FairGateTest::never)).isTrue();
  }

  @Test
  void enter_taken_letsInByArrival() throws Exception {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    gate.enter(FairGateTest::never);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int i = 0; i < 5; i++) {
        int number = i;
        var waiting = new CountDownLatch(1);
        threads.execute(() -> {
          enter(asked(waiting));
          order.add(number);
          gate.leave();
        });
        waiting.await();
      }
      gate.leave();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void wake_givenUpMeanwhile_returnsFalseAndLeavesNoGap() throws Exception {
    var givenUp = new AtomicBoolean();
    var waiting = new CountDownLatch(1);
    gate.enter(FairGateTest::never);
    var waiter =
        CompletableFuture.supplyAsync(
            () -> {
              BooleanSupplier asked = asked(waiting);
              return enter(() -> asked.getAsBoolean() || givenUp.get());
            },
            task -> Thread.ofPlatform().start(task));
    waiting.await();

    givenUp.set(true);
    gate.wake();

    assertThat(waiter.join()).isFalse();
    gate.leave();
    assertThat(gate.enter(FairGateTest::never)).isTrue();
  }

  private static boolean never() {
    return false;
  }

  /** Never gives up; opens the latch when it is asked, which is just before the wait. */
  private static BooleanSupplier asked(CountDownLatch latch) {
    return () -> {
      latch.countDown();
      return false;
    };
  }

  private boolean enter(BooleanSupplier givenUp) {
    try {
      return gate.enter(givenUp);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
