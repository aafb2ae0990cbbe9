package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scenarios 1 to 5, 12, 13 and 16: the primary fails before any output. */
class BeforeOutputIT extends PrimaryAndSpare {
  @ParameterizedTest
  @EnumSource
  void s01_rateLimitedOnceWithAWait_sameTargetAgainAfterIt(Way way) {
    // The figure itself for one way; the others need not wait as long.
    boolean figure = way == Way.HTTP_STREAMED;
    Duration wait = Duration.ofMillis(figure ? 2000 : 400);
    String header = figure ? "retry-after: 2" : "retry-after-ms: 400";
    a.does(Faults.status(429, "slow down", header), Faults.right());

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "main", "a", 2);
    assertMissed(way, answer, new Answer.Missed("main", "a", 1, "PROVIDER_RATE_LIMITED", 429));
    assertThat(a.asked()).hasSize(2);
    assertThat(Duration.ofNanos(a.asked(1).at() - a.asked(0).at())).isGreaterThanOrEqualTo(wait);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void s02_rateLimitedForEver_fewRepeatsThenTheFallback(Way way) {
    a.does(Faults.status(429, "slow down"));

    assertFallback(way, way.answer(gateway, question(way)), "PROVIDER_RATE_LIMITED", 429);
  }

  @ParameterizedTest
  @EnumSource
  void s03_brokenOnce_sameTargetAgain(Way way) {
    a.does(Faults.status(500, "oops"), Faults.right());

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "main", "a", 2);
    assertMissed(way, answer, new Answer.Missed("main", "a", 1, "PROVIDER_ERROR", 500));
    assertThat(a.asked()).hasSize(2);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void s04_s16_overloadedForEver_fewRepeatsThenTheFallbackWithItsNameAndUsage(Way way) {
    a.does(Faults.status(503, "busy"));

    assertFallback(way, way.answer(gateway, question(way)), "PROVIDER_OVERLOADED", 503);
  }

  @ParameterizedTest
  @EnumSource
  void s05_resetBeforeTheHeadOnce_sameTargetAgain(Way way) {
    a.does(Faults.resets(), Faults.right());

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "main", "a", 2);
    assertMissed(way, answer, new Answer.Missed("main", "a", 1, "PROVIDER_ERROR", 0));
    assertThat(a.asked()).hasSize(2);
    assertThat(b.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void s12_promptTooLong_fallbackWhoseWindowIsNotKnownAnswers(Way way) {
    a.does(Faults.status(400, "This model's maximum context length is 8192 tokens"));

    Answer.Whole answer = way.answer(gateway, question(way));

    assertRight(answer);
    assertServedBy(answer, "spare", "b", 2);
    assertMissed(way, answer, new Answer.Missed("main", "a", 1, "CONTEXT_LENGTH_EXCEEDED", 400));
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void s13_contentPolicy_isToldWithTheProvidersReasonAndNobodyElseIsAsked(Way way) {
    a.does(
        Faults.refusal(
            400,
            "{\"error\":{\"message\":\"Your request was rejected by our safety system\","
                + "\"type\":\"invalid_request_error\",\"code\":\"content_policy_violation\"}}"));

    Answer.Failed failed = way.failure(gateway, question(way));

    Told.PROMPT_BLOCKED.in(failed, way);
    assertThat(failed.message()).contains("rejected by our safety system");
    assertThat(failed.endpoint()).isEqualTo("a");
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).isEmpty();
  }

  /** By the rules two repeats; the scenario allows six requests in all. */
  private void assertFallback(Way way, Answer.Whole answer, String reason, int status) {
    assertRight(answer);
    assertServedBy(answer, "spare", "b", 4);
    assertThat(answer.usage()).isEqualTo(new Answer.Tokens(Faults.INPUT, Words.COUNT, false));
    assertMissed(
        way,
        answer,
        new Answer.Missed("main", "a", 1, reason, status),
        new Answer.Missed("main", "a", 2, reason, status),
        new Answer.Missed("main", "a", 3, reason, status));
    assertThat(a.asked()).hasSize(3);
    assertThat(b.asked()).hasSize(1);
  }
}
