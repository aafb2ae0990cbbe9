package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.RerankEvent;
import dev.patchbay.spi.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class RerankOrderTest {
  private static final RerankKind KIND = new RerankKind(2);

  @Test
  void good_passesAndReadsAsLines() {
    List<RerankEvent> events =
        List.of(
            RerankEvent.started("m"),
            RerankEvent.scored(1, 0.5),
            RerankEvent.used(Usage.of(3, 0)),
            RerankEvent.completed());

    KIND.checkOrder(events);
    assertThat(KIND.text(events))
        .isEqualTo("started model=\"m\"\nscored 1 0.5\nused input=3 output=0\ncompleted\n");
  }

  @Test
  void wrong_isCaught() {
    for (List<RerankEvent> wrong :
        List.of(
            List.of(RerankEvent.completed()),
            List.of(RerankEvent.scored(2, 1)),
            List.of(RerankEvent.scored(0, 1), RerankEvent.scored(0, 1)),
            List.of(RerankEvent.scored(0, Double.NaN)),
            List.of(RerankEvent.scored(0, 1), RerankEvent.started(null)),
            List.of(RerankEvent.scored(0, 1), RerankEvent.completed(), RerankEvent.completed()))) {
      assertThatThrownBy(() -> KIND.checkOrder(wrong)).isInstanceOf(AssertionError.class);
    }
  }
}
