package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Calls of tools and answers of a schema are never made of two halves. */
class NotJoinedIT extends PrimaryAndSpare {
  @Override
  String spareEndpoint() {
    return ", settings: {prefill: plain}";
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void toolCall_cut_isInterruptedAndNobodyElseIsAsked(Way way) {
    a.does(Faults.cutInATool());
    b.does(Faults.tool());

    Answer.Failed failed = way.failure(gateway, question(way).tools("look"));

    Told.STREAM_INTERRUPTED.after("", failed, way);
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).isEmpty();
  }

  /** A caller that drops what it has may well get another call. */
  @ParameterizedTest
  @EnumSource(names = "GRPC_STREAMED")
  void toolCall_cutForACallerThatTakesRestarts_isWholeOrInterrupted(Way way) {
    a.does(Faults.cutInATool());
    b.does(Faults.tool());

    Answer answer = way.ask(gateway, question(way).tools("look").afterOutput(AfterOutput.RESTART));

    if (answer instanceof Answer.Whole whole) {
      assertThat(whole.tools()).containsExactly(Faults.TOOL);
    } else {
      Told.STREAM_INTERRUPTED.after("", (Answer.Failed) answer, way);
    }
  }

  /** Nothing had left. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*WHOLE")
  void toolCall_cutBeforeAWholeAnswerLeft_isAnotherTargetsAlone(Way way) {
    a.does(Faults.cutInATool());
    b.does(Faults.tool());

    Answer.Whole answer = way.answer(gateway, question(way).tools("look"));

    assertThat(answer.tools()).containsExactly(Faults.TOOL);
    assertServedBy(answer, "spare", "b", 2);
    assertThat(b.asked(0).isPrefilled()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void toolCall_failsBeforeOutput_isAnotherTargets(Way way) {
    a.does(Faults.errorFrameAfter(0));
    b.does(Faults.tool());

    Answer.Whole answer = way.answer(gateway, question(way).tools("look"));

    assertThat(answer.tools()).containsExactly(Faults.TOOL);
    assertServedBy(answer, "spare", "b", 2);
  }

  /** A text that comes of a question with tools is no text to go on from. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void text_whereToolsWereOffered_isNotPrefilled(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));

    Answer answer = way.ask(gateway, question(way).tools("look"));

    assertThat(b.asked()).noneMatch(Asked::isPrefilled);
    if (answer instanceof Answer.Whole whole) {
      assertRight(whole);
    } else {
      Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, 40), (Answer.Failed) answer, way);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void schema_cut_isInterruptedAndNobodyElseIsAsked(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));

    Answer.Failed failed = way.failure(gateway, question(way).schema());

    Told.STREAM_INTERRUPTED.after(Words.RIGHT.text(0, 40), failed, way);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*WHOLE")
  void schema_cutBeforeAWholeAnswerLeft_isAnotherTargetsAlone(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));

    Answer.Whole answer = way.answer(gateway, question(way).schema());

    assertRight(answer);
    assertServedBy(answer, "spare", "b", 2);
  }
}
