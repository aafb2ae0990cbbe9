package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A restart is silent only where the new text begins with exactly what was delivered. Else callers
 * who can be told drop what they have, and others hear that their answer is cut.
 */
class RestartIT extends PrimaryAndSpare {
  private static final int DELIVERED = 40;

  /** Model {@code careful} says nothing of failing over after output. */
  @Override
  GatewayConfig config() {
    return super.config().model("careful", "a").timeouts(limits()).with("fallbacks: [spare]");
  }

  @ParameterizedTest
  @EnumSource(names = "GRPC_STREAMED")
  void restart_differs_callerIsToldToDropWhatItHas(Way way) {
    given(Faults.words(Words.OTHER));

    Answer.Whole answer = way.answer(gateway, question(way).afterOutput(AfterOutput.RESTART));

    assertThat(answer.text()).isEqualTo(Words.OTHER.text());
    assertServedBy(answer, "main", "a", 1);
    var failed = new Answer.Missed("main", "a", 1, "PROVIDER_ERROR", 0);
    assertThat(answer.seams())
        .containsExactly(
            new Answer.Seam("RESTARTED", "spare", "b", 2, Words.RIGHT.text(0, DELIVERED), failed));
    assertThat(b.asked()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = "GRPC_STREAMED")
  void restart_isTheSame_callerThatWantsOneSeesNothing(Way way) {
    given(Faults.right());

    Answer.Whole answer = way.answer(gateway, question(way).afterOutput(AfterOutput.RESTART));

    assertRight(answer);
    assertThat(answer.seams()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void restart_differs_callerThatWantsToGoOnIsInterrupted(Way way) {
    given(Faults.words(Words.OTHER));

    assertInterrupted(way, question(way));
    assertThat(b.asked()).hasSize(1);
  }

  /** In the middle of what was delivered. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void restart_differsLate_callerIsInterrupted(Way way) {
    given(Faults.turningAfter(35));

    assertInterrupted(way, question(way));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void restart_differsRightAfterTheSeam_isSilent(Way way) {
    given(Faults.turningAfter(DELIVERED));

    Answer.Whole answer = way.answer(gateway, question(way));

    assertThat(answer.text())
        .isEqualTo(Words.RIGHT.text(0, DELIVERED) + Words.OTHER.text(DELIVERED, Words.COUNT));
    assertThat(answer.seams()).isEmpty();
  }

  /** A whole answer, yet less than was delivered. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void restart_isShorter_callerIsInterrupted(Way way) {
    given(Faults.shorter(30));

    assertInterrupted(way, question(way));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*WHOLE")
  void cut_beforeAWholeAnswerLeft_isNotSeen(Way way) {
    given(Faults.words(Words.OTHER));

    Answer.Whole answer = way.answer(gateway, question(way));

    assertThat(answer.text()).isEqualTo(Words.OTHER.text());
    assertServedBy(answer, "spare", "b", 2);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void nothingSaid_isInterruptedAndNobodyElseIsAsked(Way way) {
    given(Faults.right());

    assertInterrupted(way, Question.to("careful").fallback(true));
    assertThat(b.asked()).isEmpty();
  }

  /** At the gRPC door that is the request's to say, not the configuration's. */
  @ParameterizedTest
  @EnumSource(names = "GRPC_STREAMED")
  void configurationAlone_saysNothingForGrpc(Way way) {
    given(Faults.right());

    assertInterrupted(way, Question.to("main").fallback(true));
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void callerSaysNever_configurationDoesNotCount(Way way) {
    given(Faults.right());

    assertInterrupted(way, question(way).afterOutput(AfterOutput.NEVER));
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void callerSaysContinue_configurationNeedNot(Way way) {
    given(Faults.right());

    Question.Builder question = Question.to("careful").fallback(true);
    assertRight(way.answer(gateway, question.afterOutput(AfterOutput.CONTINUE)));
  }

  private void given(Script spare) {
    a.does(Faults.cutAfter(DELIVERED, Cut.CLOSED));
    b.does(spare);
  }

  private void assertInterrupted(Way way, Question.Builder question) {
    Answer.Failed failed = way.failure(gateway, question);

    Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, DELIVERED), failed, way);
    assertThat(a.asked()).hasSize(1);
  }
}
