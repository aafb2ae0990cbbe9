package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.catalog.Model.TimeLimits;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Watch watch = new Watch(0, Duration.ofSeconds(15));

  @BeforeEach
  void limits() {
    watch.limits(
        new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            false));
    watch.attemptStarted(0);
  }

  @Test
  void late_noConnection_afterTheConnectLimit() {
    assertThat(late(2.0, false, false)).isNull();
    assertThat(late(2.1, false, false)).isEqualTo("no connection within 2000 ms");
  }

  @Test
  void late_noContent_afterTheFirstTokenLimit() {
    assertThat(late(10.0, true, false)).isNull();
    assertThat(late(10.1, true, false)).isEqualTo("no first token within 10000 ms");
  }

  @Test
  void late_silenceBetweenTokens_afterTheIdleLimitSinceTheLastOne() {
    watch.progressed();
    assertThat(late(25, true, true)).isNull();
    assertThat(late(55, true, true)).isNull();
    assertThat(late(55.1, true, true)).isEqualTo("no further token within 30000 ms");
  }

  @Test
  void late_unaryAnswer_hasNoLimitButTheTotal() {
    assertThat(watch.late(nanos(500), true, false, false)).isNull();
  }

  @Test
  void late_callerDoesNotRead_isNotTheProvidersSilence() {
    watch.readerReady(false);
    assertThat(late(5, true, true)).isNull();
    assertThat(late(65, true, true)).isNull();
    watch.readerReady(true);
    assertThat(late(70, true, true)).isNull();
    assertThat(late(95.1, true, true)).isEqualTo("no further token within 30000 ms");
  }

  @Test
  void late_callerDoesNotReadForAMinute_isASlowConsumer() {
    watch.readerReady(false);
    assertThat(late(5, true, true)).isNull();
    Fault fault = watch.late(nanos(65.1), true, true, true);
    assertThat(fault).isNotNull().extracting(Fault::reason).isEqualTo(Reason.SLOW_CONSUMER);
  }

  @Test
  void heartbeatDue_onlyAfterTheIntervalOfSilence() {
    assertThat(watch.heartbeatDue(nanos(14.9))).isFalse();
    assertThat(watch.heartbeatDue(nanos(15))).isTrue();
    assertThat(watch.heartbeatDue(nanos(20))).isFalse();
    watch.said();
    assertThat(watch.heartbeatDue(nanos(31))).isFalse();
    assertThat(watch.heartbeatDue(nanos(46))).isTrue();
  }

  @Test
  void heartbeatDue_intervalZero_never() {
    var silent = new Watch(0, Duration.ZERO);
    assertThat(silent.heartbeatDue(nanos(100_000))).isFalse();
  }

  private @Nullable String late(double seconds, boolean connected, boolean flowing) {
    Fault fault = watch.late(nanos(seconds), connected, true, flowing);
    return fault == null ? null : fault.message();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
