package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenario 8 with a fallback that goes on from a text, and scenario 14: one that says so and does
 * not.
 */
class PrefillIT extends PrimaryAndSpare {
  private static final Script REFUSES =
      to -> {
        Script script =
            Asked.of(to).isPrefilled()
                ? Faults.status(400, "the last message must not be the assistant's")
                : Faults.right();
        script.play(to);
      };

  @Override
  String spareEndpoint() {
    return ", settings: {prefill: plain}";
  }

  static Stream<Arguments> cuts() {
    return eachStream((Object[]) Cut.values());
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void s08_cutAfterFortyTokens_fallbackGoesOnFromTheTextDelivered(Way way, Cut cut) {
    a.does(Faults.cutAfter(40, cut));
    b.does(Faults.goingOn(Words.RIGHT));

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "main", "a", 1);
    assertSeam(way, answer);
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
    assertThat(b.asked(0).prefill()).isEqualTo(Words.RIGHT.text(0, 40));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void s14_prefillRefused_startsAgainAtTheSameTargetWithoutASeam(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(REFUSES);

    assertRight(way.answer(gateway, question(way)));

    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(2);
    assertThat(b.asked(0).prefill()).isEqualTo(Words.RIGHT.text(0, 40));
    assertThat(b.asked(1).isPrefilled()).isFalse();
  }

  /** Nothing had left, so there is nothing to go on from. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*WHOLE")
  void s14_wholeAnswerIsWanted_startsAgainWithoutPrefill(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(REFUSES);

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "spare", "b", 2);
    assertMissed(way, answer, new Answer.Missed("main", "a", 1, "PROVIDER_ERROR", 0));
    assertThat(b.asked()).hasSize(1);
    assertThat(b.asked(0).isPrefilled()).isFalse();
  }

  /** The restart says something else: what is told is the cut. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void s14_prefillRefusedAndRestartDiffers_theCutIsTold(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(to -> (Asked.of(to).isPrefilled() ? REFUSES : Faults.words(Words.OTHER)).play(to));

    Answer.Failed failed = way.failure(gateway, question(way));

    Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, 40), failed, way);
    assertThat(failed.message()).doesNotContain("the last message must not be");
    assertThat(b.asked()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void s14_prefillRefusedAndRestartFails_theCutIsTold(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(Faults.status(400, "the last message must not be the assistant's"));

    Answer.Failed failed = way.failure(gateway, question(way));

    Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, 40), failed, way);
    assertThat(failed.message()).doesNotContain("the last message must not be");
    assertThat(b.asked()).hasSize(2);
  }

  /** A caller that wants a restart gets no other's continuation. */
  @ParameterizedTest
  @EnumSource(names = "GRPC_STREAMED")
  void restart_isWanted_noPrefillIsTried(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));

    assertRight(way.answer(gateway, question(way).afterOutput(AfterOutput.RESTART)));
    assertThat(b.asked()).hasSize(1);
    assertThat(b.asked(0).isPrefilled()).isFalse();
  }

  /** A restart that is cut in its turn is not made good at the same target again. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void fallback_isCutToo_isInterruptedWithAllThatCame(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(Faults.cutGoingOn(10));

    Answer.Failed failed = way.failure(gateway, question(way));

    Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, 50), failed, way);
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
  }

  /** At the HTTP door nothing is to be seen of it. */
  private static void assertSeam(Way way, Answer.Whole answer) {
    if (!way.isHttp()) {
      var failed = new Answer.Missed("main", "a", 1, "PROVIDER_ERROR", 0);
      assertThat(answer.seams())
          .containsExactly(new Answer.Seam("CONTINUED", "spare", "b", 2, "", failed));
    }
  }
}
