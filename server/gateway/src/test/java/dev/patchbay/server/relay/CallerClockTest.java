package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallerClockTest {
  private final CallerClock clock = new CallerClock(0, Duration.ofSeconds(15));

  @Test
  void slowReader_readsNothingForAMinute_isASlowConsumer() {
    clock.readerReady(false);
    assertThat(clock.slowReader(nanos(5))).isNull();
    Fault fault = clock.slowReader(nanos(65.1));
    assertThat(fault).isNotNull().extracting(Fault::reason).isEqualTo(Reason.SLOW_CONSUMER);
  }

  @Test
  void slowReader_readsMeanwhile_isNone() {
    clock.readerReady(false);
    assertThat(clock.slowReader(nanos(5))).isNull();
    clock.readerReady(true);
    clock.readerReady(false);
    assertThat(clock.slowReader(nanos(65.1))).isNull();
  }

  @Test
  void heartbeatDue_onlyAfterTheIntervalOfSilence() {
    assertThat(clock.heartbeatDue(nanos(14.9))).isFalse();
    assertThat(clock.heartbeatDue(nanos(15))).isTrue();
    assertThat(clock.heartbeatDue(nanos(20))).isFalse();
    clock.said();
    assertThat(clock.heartbeatDue(nanos(31))).isFalse();
    assertThat(clock.heartbeatDue(nanos(46))).isTrue();
  }

  @Test
  void heartbeatDue_intervalZero_never() {
    var silent = new CallerClock(0, Duration.ZERO);
    assertThat(silent.heartbeatDue(nanos(100_000))).isFalse();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
