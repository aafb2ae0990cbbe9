package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.DoorDriver;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios 8 to 11: the primary fails when some of its answer is out. The fallback knows no
 * prefill, so it starts again, and the caller sees no seam.
 */
class AfterOutputIT extends PrimaryAndSpare {
  private static final Duration SHORT = Duration.ofSeconds(8);

  /** An idle limit long enough to serve others meanwhile, and to tell a prompt end from a late one. */
  @Override
  String limits() {
    return "first-token: 2s, idle: 2s";
  }

  static Stream<Arguments> cuts() {
    return eachWay(Cut.values());
  }

  private static Stream<Arguments> eachWay(Object... rows) {
    return Arrays.stream(rows)
        .flatMap(row -> Arrays.stream(Way.values()).map(way -> Arguments.of(way, row)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void s08_cutAfterFortyTokens_textIsWholeWithoutASeam(Way way, Cut cut) {
    a.does(Faults.cutAfter(40, cut));

    assertMadeGood(way, way.answer(gateway, question(way)), "PROVIDER_ERROR");
  }

  @ParameterizedTest
  @EnumSource
  void s09_stallsAfterTwentyTokens_isMadeGoodWhileOthersAreServed(Way way) {
    a.does(Faults.stallsAfter(20));
    long begun = System.nanoTime();

    DoorDriver.Asked stalled = way.start(gateway, question(way));
    Asked first = a.asked(0);
    for (Way other : Way.values()) {
      assertRight(other.answer(gateway, Question.to("spare")));
    }
    assertThat(first.socket().isPeerClosed()).as("given up before the others were served").isFalse();
    b.does(Faults.right());

    assertMadeGood(way, (Answer.Whole) stalled.answer(), "PROVIDER_TIMEOUT");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT);
    assertThat(first.socket().peerClosedAt()).isPositive();
  }

  static Stream<Arguments> garbage() {
    return eachWay(0, 30, 59);
  }

  /** The chunk is an extra one: an answer without it is whole, and so is another target's. */
  @ParameterizedTest
  @MethodSource("garbage")
  void s10_malformedChunk_textIsWholeWithoutIt(Way way, int before) {
    a.does(Faults.garbageAfter(before));

    assertRight(way.answer(gateway, question(way)));
    assertThat(a.asked()).hasSize(1);
  }

  static Stream<Arguments> endless() {
    return eachWay("body ends", "body does not end");
  }

  @ParameterizedTest
  @MethodSource("endless")
  void s11_wholeAnswerWithoutDone_endsPromptlyWithUsage(Way way, String how) {
    Script script = how.equals("body ends") ? Faults.withoutDone() : Faults.leftOpen();
    a.does(script);
    long begun = System.nanoTime();

    Answer.Whole answer = way.answer(gateway, question(way));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT);
    assertRight(answer);
    assertThat(a.asked()).hasSize(1);
  }

  /** Where output had left, what came first is told; else the fallback alone. */
  private void assertMadeGood(Way way, Answer.Whole answer, String reason) {
    assertRight(answer);
    if (way.isStreamed()) {
      assertServedBy(answer, "main", "a", 1);
      assertThat(answer.seams()).as("seams in the text").isEmpty();
    } else {
      assertServedBy(answer, "spare", "b", 2);
      assertMissed(way, answer, new Answer.Missed("main", "a", 1, reason, 0));
    }
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
    assertThat(b.asked(0).isPrefilled()).isFalse();
  }
}
