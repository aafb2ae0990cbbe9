package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Scenario 15, in a tenth of its time: the primary is down for 6 s of calls every 400 ms, and back
 * in use within 20 s of its return. A circuit is open for 2 s at first, 16 s at most.
 */
class OutageIT extends PrimaryAndSpare {
  private static final long EVERY = Duration.ofMillis(400).toNanos();
  private static final long DOWN = Duration.ofSeconds(6).toNanos();
  private static final Duration BACK = Duration.ofSeconds(20);

  /** Five failures open the circuit, then a probe at a time; three repeats may be under way. */
  private static final int MOST = 12;

  private int calls;

  @Test
  void s15_primaryIsDownForAWhile_allAreServedAndItComesBackIntoUse() {
    a.does(Faults.status(503, "down"));
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < DOWN) {
      assertThat(call(begun).endpoint()).isEqualTo("b");
    }
    assertThat(a.asked()).as("requests to who was down").hasSizeBetween(5, MOST);

    a.does(Faults.right());
    long returned = System.nanoTime();
    while (!call(begun).endpoint().equals("a")) {
      assertThat(Duration.ofNanos(System.nanoTime() - returned)).isLessThan(BACK);
    }

    for (int i = 0; i < Way.values().length; i++) {
      assertThat(call(begun).endpoint()).as("it stays in use").isEqualTo("a");
    }
  }

  /** The next call, at its time and another way each time; it must be served. */
  private Answer.Whole call(long begun) {
    long at = begun + calls * EVERY;
    Await.until("the time of call " + calls, () -> System.nanoTime() >= at);
    Way way = Way.values()[calls % Way.values().length];
    calls++;
    Answer.Whole answer = way.answer(gateway, question(way));
    assertRight(answer);
    return answer;
  }
}
