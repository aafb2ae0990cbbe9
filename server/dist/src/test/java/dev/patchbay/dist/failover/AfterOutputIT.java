package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.DoorDriver;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Way;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios 8 and 9: the primary fails when some of its answer is out. The fallback knows no
 * prefill, so it starts again, and the caller sees no seam.
 */
class AfterOutputIT extends PrimaryAndSpare {
  static Stream<Arguments> cuts() {
    return eachWay(Cut.values());
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void s08_cutAfterFortyTokens_textIsWholeWithoutASeam(Way way, Cut cut) {
    a.does(Faults.cutAfter(40, cut));

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    if (way.isStreamed()) {
      assertServedBy(answer, "main", "a", 1);
      assertThat(answer.seams()).as("seams in the text").isEmpty();
    } else {
      assertServedBy(answer, "spare", "b", 2);
      assertMissed(way, answer, new Answer.Missed("main", "a", 1, "PROVIDER_ERROR", 0));
    }
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
    assertThat(b.asked(0).isPrefilled()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void s09_stallsAfterTwentyTokens_gatewayServesOthersMeanwhile(Way way) {
    a.does(Faults.stallsAfter(20));
    DoorDriver.Asked stalled = way.start(gateway, question(way));
    Asked first = a.asked(0);

    for (Way other : Way.values()) {
      assertRight(other.answer(gateway, Question.to("spare")));
    }

    assertThat(first.socket().isPeerClosed()).isFalse();
    stalled.cancel();
  }
}
