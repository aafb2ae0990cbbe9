package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private static Duration of(Duration time) {
    return TimeLeft.of(time.toNanos());
  }

  @Test
  void of_shortTime_keepsTwentyMilliseconds() {
    assertThat(of(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(80));
    assertThat(of(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(980));
  }

  @Test
  void of_middlingTime_keepsTwoPercent() {
    assertThat(of(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(4_900));
  }

  @Test
  void of_longTime_keepsAQuarterOfASecond() {
    assertThat(of(Duration.ofMinutes(10))).isEqualTo(Duration.ofMillis(599_750));
    assertThat(TimeLeft.of(Long.MAX_VALUE)).isPositive();
  }

  @Test
  void of_noMoreThanTheMargin_leavesNoTime() {
    assertThat(of(Duration.ofMillis(20))).isZero();
    assertThat(of(Duration.ofMillis(5))).isNegative();
    assertThat(of(Duration.ofSeconds(-3))).isNegative();
  }

  @Test
  void ofCurrentCall_noDeadline_isNull() {
    assertThat(TimeLeft.ofCurrentCall()).isNull();
  }

  @Test
  void ofCurrentCall_deadline_isWhatIsLeftOfIt() throws Exception {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Context.CancellableContext call =
          Context.current().withDeadline(Deadline.after(60, TimeUnit.SECONDS), timer);
      try {
        assertThat(call.call(TimeLeft::ofCurrentCall))
            .isBetween(Duration.ofSeconds(30), Duration.ofMillis(59_750));
      } finally {
        call.cancel(null);
      }
    }
  }
}
