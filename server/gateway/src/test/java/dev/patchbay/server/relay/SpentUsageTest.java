package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Usage;
import org.junit.jupiter.api.Test;

class SpentUsageTest {
  private final SpentUsage spent = new SpentUsage();

  @Test
  void total_nothingTold_isZero() {
    assertThat(spent.total()).isEqualTo(Usage.of(0, 0));
    assertThat(spent.isTold()).isFalse();
  }

  @Test
  void total_oneAttemptToldTwice_isTheLast() {
    spent.told(Usage.of(5, 1));
    spent.told(Usage.of(5, 9).withReasoning(4).withRaw("{}"));

    assertThat(spent.total()).isEqualTo(Usage.of(5, 9).withReasoning(4).withRaw("{}"));
  }

  @Test
  void total_failedAttemptToldSomething_isTheSum() {
    spent.told(Usage.of(5, 2).withCacheRead(3));
    spent.nextAttempt();
    spent.told(Usage.of(7, 9));

    assertThat(spent.total()).isEqualTo(Usage.of(12, 11).withCacheRead(3));
  }

  @Test
  void total_laterAttemptsTellNothing_keepsTheFirst() {
    spent.told(Usage.of(5, 2));
    spent.nextAttempt();
    spent.nextAttempt();

    assertThat(spent.total()).isEqualTo(Usage.of(5, 2));
  }
}
