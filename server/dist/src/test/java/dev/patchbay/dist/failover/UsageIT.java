package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage is what all attempts took: of one that told nothing it is estimated. */
class UsageIT extends PrimaryAndSpare {
  @ParameterizedTest
  @EnumSource
  void attemptCut_isEstimatedAndAdded(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));

    assertBoth(way.answer(gateway, question(way)));
  }

  @ParameterizedTest
  @EnumSource(names = "GRPC_STREAMED")
  void attemptDropped_isEstimatedAndAdded(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(Faults.words(Words.OTHER));

    assertBoth(way.answer(gateway, question(way).afterOutput(AfterOutput.RESTART)));
  }

  private static void assertBoth(Answer.Whole answer) {
    assertThat(answer.usage())
        .isInstanceOfSatisfying(
            Answer.Tokens.class,
            usage -> {
              assertThat(usage.estimated()).isTrue();
              assertThat(usage.input()).isGreaterThan(Faults.INPUT);
              assertThat(usage.output()).isGreaterThan(Words.COUNT);
            });
  }

  /** Such an attempt was told in full, though its answer was no good in the end. */
  @ParameterizedTest
  @EnumSource
  void attemptThatToldItsUsage_isAddedAsTold(Way way) {
    a.does(Faults.cutAfterItsUsage(40, 9));

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertThat(answer.usage())
        .isEqualTo(new Answer.Tokens(Faults.INPUT + 9, Words.COUNT + 40, false));
  }

  /** Who refuses bills nothing. */
  @ParameterizedTest
  @EnumSource
  void attemptRefused_addsNothing(Way way) {
    a.does(Faults.status(500, "oops"), Faults.right());

    assertThat(way.answer(gateway, question(way)).usage())
        .isEqualTo(new Answer.Tokens(Faults.INPUT, Words.COUNT, false));
  }
}
