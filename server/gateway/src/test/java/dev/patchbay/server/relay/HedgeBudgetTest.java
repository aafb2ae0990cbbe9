package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HedgeBudgetTest {
  @Test
  void take_manyCalls_isOneInTwenty() {
    var budget = new HedgeBudget();
    int hedges = 0;
    for (int call = 0; call < 1_000; call++) {
      budget.called();
      if (!budget.isEmpty()) {
        budget.take();
        hedges++;
      }
    }
    assertThat(hedges).isBetween(50, 51);
  }

  @Test
  void take_afterAQuietTime_isBounded() {
    var budget = new HedgeBudget();
    for (int call = 0; call < 100_000; call++) {
      budget.called();
    }
    int hedges = 0;
    while (!budget.isEmpty()) {
      budget.take();
      hedges++;
    }
    assertThat(hedges).isEqualTo(10);
  }
}
