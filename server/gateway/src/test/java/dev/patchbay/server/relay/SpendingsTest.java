package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingsTest {
  @Test
  void sum_nothing_isZero() {
    assertThat(Spendings.sum(List.of())).isEqualTo(Usage.of(0, 0));
  }

  @Test
  void sum_two_addsWhatIsKnownAndKeepsTheLastRaw() {
    Usage first = Usage.of(5, 2).withCacheRead(3);
    Usage second = Usage.of(7, 9).withReasoning(4).withRaw("{}");

    assertThat(Spendings.sum(first, second))
        .isEqualTo(Usage.of(12, 11).withCacheRead(3).withReasoning(4).withRaw("{}"));
  }
}
