package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenarios 10 and 11, and other answers that are not as they should be: what is whole is taken,
 * what is not is made good. Nothing here waits for a limit.
 */
class OddStreamsIT extends PrimaryAndSpare {
  private static final Duration PROMPT = Duration.ofSeconds(5);

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

  private record Odd(String name, Script script) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The second takes the time that the gateway waits for what may still come. */
  static Stream<Arguments> whole() {
    var open = new Odd("no [DONE] and no end of the body", Faults.leftOpen());
    return Stream.concat(
        eachWay(new Odd("body ends without [DONE]", Faults.withoutDone())),
        Stream.of(Arguments.of(Way.GRPC_STREAMED, open), Arguments.of(Way.HTTP_WHOLE, open)));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void s11_wholeAnswerWithoutDone_endsPromptlyWithUsage(Way way, Odd odd) {
    a.does(odd.script());
    long begun = System.nanoTime();

    Answer.Whole answer = way.answer(gateway, question(way));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMPT);
    assertRight(answer);
    assertThat(a.asked()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void packets_ofOneByteEach_areAsGoodAsAny(Way way) {
    a.does(Faults.bytewise());

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "main", "a", 1);
    assertThat(b.asked()).isEmpty();
  }

  /** The first counts. */
  @ParameterizedTest
  @EnumSource
  void finish_toldTwice_isOneEnd(Way way) {
    a.does(Faults.finishesTwice());

    assertRight(way.answer(gateway, question(way)));
    assertThat(a.asked()).hasSize(1);
  }

  static Stream<Arguments> withoutOutput() {
    return eachWay(
        new Odd("error frame first", Faults.errorFrameAfter(0)),
        new Odd("cut after the role", Faults.cutAfter(0, Cut.CLOSED)),
        new Odd("ended after the role", Faults.cutAfter(0, Cut.ENDED)),
        new Odd("short body without content", Faults.shortBody(0)),
        new Odd("a page", Faults.page()));
  }

  /** Such an answer is not asked for again: the target has said what it says. */
  @ParameterizedTest
  @MethodSource("withoutOutput")
  void answer_withoutContent_isAnsweredElsewhere(Way way, Odd odd) {
    a.does(odd.script());

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "spare", "b", 2);
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
  }

  static Stream<Arguments> withOutput() {
    return eachWay(
        new Odd("error frame after 20", Faults.errorFrameAfter(20)),
        new Odd("short body after 20", Faults.shortBody(20)),
        new Odd("all but the end", Faults.cutAfter(60, Cut.CLOSED)));
  }

  @ParameterizedTest
  @MethodSource("withOutput")
  void answer_thatIsNotWhole_isMadeGood(Way way, Odd odd) {
    a.does(odd.script());

    assertRight(way.answer(gateway, question(way)));
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
  }
}
