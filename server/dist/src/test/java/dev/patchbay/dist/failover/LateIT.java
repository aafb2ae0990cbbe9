package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Question.AfterOutput;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenarios 6, 7 and 9 with short limits: a target that is silent is given up and not asked again,
 * and what it says beside content does not count.
 */
class LateIT extends PrimaryAndSpare {
  private static final Duration SHORT = Duration.ofSeconds(5);

  /** For targets that never have content in time. */
  @Override
  String limits() {
    return "first-token: 300ms, idle: 10s";
  }

  /** Model {@code stalling} waits long for a first token, and briefly for the others. */
  @Override
  GatewayConfig config() {
    return super.config()
        .model("stalling", "a")
        .timeouts("first-token: 10s, idle: 300ms")
        .with("retries: {max: 2}")
        .with("after-output: continue")
        .with("fallbacks: [spare]");
  }

  private static Question.Builder stalling(Way way) {
    return Question.to("stalling")
        .fallback(true)
        .afterOutput(way.isHttp() ? null : AfterOutput.CONTINUE);
  }

  @ParameterizedTest
  @EnumSource
  void s06_silent_isAskedOnceThenTheFallback(Way way) {
    a.does(Faults.silent());

    assertTimedOut(way);
  }

  @ParameterizedTest
  @EnumSource
  void s07_firstTokenTooLate_isAskedOnceThenTheFallback(Way way) {
    a.does(Faults.late(Duration.ofSeconds(20)));

    assertTimedOut(way);
  }

  @ParameterizedTest
  @EnumSource
  void comments_withoutEnd_areNoFirstToken(Way way) {
    a.does(Faults.commentsAfter(0));

    assertTimedOut(way);
  }

  @ParameterizedTest
  @EnumSource
  void s09_stallsAfterTwentyTokens_isMadeGood(Way way) {
    a.does(Faults.stallsAfter(20));

    assertMadeGood(way);
  }

  @ParameterizedTest
  @EnumSource
  void comments_afterTwentyTokens_areNoFurtherOne(Way way) {
    a.does(Faults.commentsAfter(20));

    assertMadeGood(way);
  }

  private void assertMadeGood(Way way) {
    long begun = System.nanoTime();

    Answer.Whole answer = way.answer(gateway, stalling(way));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT);
    assertRight(answer);
    assertThat(answer.seams()).isEmpty();
    if (!way.isStreamed()) {
      assertServedBy(answer, "spare", "b", 2);
      assertMissed(way, answer, new Answer.Missed("stalling", "a", 1, "PROVIDER_TIMEOUT", 0));
    }
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
    assertThat(a.asked(0).socket().peerClosedAt()).isPositive();
  }

  private void assertTimedOut(Way way) {
    long begun = System.nanoTime();

    Answer.Whole answer = way.answer(gateway, question(way));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT);
    assertRight(answer);
    assertServedBy(answer, "spare", "b", 2);
    assertMissed(way, answer, new Answer.Missed("main", "a", 1, "PROVIDER_TIMEOUT", 0));
    assertThat(a.asked()).hasSize(1);
    assertThat(a.asked(0).socket().peerClosedAt()).isLessThan(b.asked(0).at() + SHORT.toNanos());
    assertThat(b.asked()).hasSize(1);
  }
}
