package dev.patchbay.server.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
