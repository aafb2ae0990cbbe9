package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.catalog.TestCatalog;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AttemptClockTest {
  private final AttemptClock clock = new AttemptClock(TestCatalog.LIMITS, true, 0);

  @Test
  void late_noConnection_afterTheConnectLimit() {
    assertThat(clock.late(nanos(2.0), false, true)).isNull();
    assertThat(clock.late(nanos(2.1), false, true)).isEqualTo("no connection within 2000 ms");
  }

  @Test
  void late_noContent_afterTheFirstTokenLimit() {
    assertThat(clock.late(nanos(10.0), true, true)).isNull();
    assertThat(clock.late(nanos(10.1), true, true)).isEqualTo("no first token within 10000 ms");
  }

  @Test
  void late_silenceBetweenTokens_afterTheIdleLimitSinceTheLastOne() {
    clock.progressed();
    assertThat(clock.late(nanos(25), true, true)).isNull();
    assertThat(clock.late(nanos(55), true, true)).isNull();
    assertThat(clock.late(nanos(55.1), true, true)).isEqualTo("no further token within 30000 ms");
  }

  @Test
  void late_answerInOnePiece_hasNoLimitButTheTotal() {
    var whole = new AttemptClock(TestCatalog.LIMITS, false, 0);
    assertThat(whole.late(nanos(500), true, true)).isNull();
  }

  @Test
  void late_callerDoesNotRead_isNotTheProvidersSilence() {
    clock.progressed();
    assertThat(clock.late(nanos(5), true, false)).isNull();
    assertThat(clock.late(nanos(65), true, false)).isNull();
    assertThat(clock.late(nanos(70), true, true)).isNull();
    assertThat(clock.late(nanos(95.1), true, true)).isEqualTo("no further token within 30000 ms");
  }

  private static long nanos(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
