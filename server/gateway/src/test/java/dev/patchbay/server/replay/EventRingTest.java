package dev.patchbay.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventRingTest {
  private static byte[] event(long number, int length) {
    byte[] event = new byte[length];
    event[0] = (byte) number;
    return event;
  }

  static LongStream seeds() {
    return new Random().longs(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trim_anyEvents_keepsTheLastOnesWithinTheBound(long seed) {
    var random = new Random(seed);
    var ring = new EventRing(8 * 1024);
    int last = 1 + random.nextInt(3000);
    for (int number = 1; number <= last; number++) {
      ring.add(event(number, 1 + random.nextInt(200)));
      ring.trim(Long.MAX_VALUE);

      assertThat(ring.bytes()).as("seed %d", seed).isBetween(1, 8 * 1024);
      assertThat(ring.last()).as("seed %d", seed).isEqualTo(number);
    }
    for (long number = ring.first(); number <= last; number++) {
      assertThat(ring.get(number)[0]).as("seed %d", seed).isEqualTo((byte) number);
    }
    assertThat(ring.first() == 1 || ring.bytes() > 7 * 1024).as("seed %d", seed).isTrue();
  }

  @Test
  void trim_eventsThatAreNeeded_stay() {
    var ring = new EventRing(100);
    for (int number = 1; number <= 200; number++) {
      ring.add(event(number, 50));
      ring.trim(120);
    }

    assertThat(ring.first()).isEqualTo(120);
    assertThat(ring.get(120)[0]).isEqualTo((byte) 120);
    ring.trim(Long.MAX_VALUE);
    assertThat(ring.first()).isEqualTo(200);
  }

  @Test
  void trim_oneEventBeyondTheBound_leavesNone() {
    var ring = new EventRing(100);
    ring.add(event(1, 101));
    ring.trim(Long.MAX_VALUE);

    assertThat(ring.first()).isEqualTo(2);
    assertThat(ring.last()).isEqualTo(1);
    assertThat(ring.bytes()).isZero();
  }

  @Test
  void get_eventThatIsNotThere_saysWhichAre() {
    var ring = new EventRing(100);
    ring.add(event(1, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ring.get(2))
        .withMessage("event 2 is not among 1 to 1");
  }
}
