package dev.patchbay.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Pauses pauses(double random) {
    return new Pauses(SECOND.multipliedBy(2), SECOND.multipliedBy(16), () -> random);
  }

  @Test
  void after_anyNumberOfProbes_doublesUpToTheBound() {
    Pauses pauses = pauses(0.5);
    long[] seconds = {2, 4, 8, 16, 16};
    for (int i = 0; i < seconds.length; i++) {
      assertThat(pauses.after(i)).isEqualTo(Duration.ofSeconds(seconds[i]).toNanos());
    }
    assertThat(pauses.after(Integer.MAX_VALUE)).isEqualTo(16_000_000_000L);
  }

  @Test
  void after_anyRandom_differsByATenthAtMost() {
    assertThat(pauses(0).after(3)).isEqualTo(14_400_000_000L);
    assertThat(pauses(1).after(3)).isBetween(17_599_999_999L, 17_600_000_000L);
    var random = new SplittableRandom(1);
    var jittered = new Pauses(SECOND, SECOND, random::nextDouble);
    assertThat(jittered.after(0)).isNotEqualTo(jittered.after(0));
  }
}
