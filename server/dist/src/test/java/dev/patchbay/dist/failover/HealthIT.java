package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an endpoint did is remembered: it is passed over while another can serve. */
class HealthIT extends PrimaryAndSpare {
  /** Model {@code alone} has no other target and no fallback. */
  @Override
  GatewayConfig config() {
    return super.config().model("alone", "a").with("retries: {max: 0}");
  }

  @ParameterizedTest
  @EnumSource
  void badKey_benchesTheEndpointAndTheFallbackServes(Way way) {
    a.does(Faults.status(401, "Incorrect API key provided"));

    Answer.Whole first = way.answer(gateway, question(way));
    Answer.Whole next = way.answer(gateway, question(way));

    assertRight(first);
    assertServedBy(first, "spare", "b", 2);
    assertMissed(way, first, new Answer.Missed("main", "a", 1, "PROVIDER_AUTH_FAILED", 401));
    assertRight(next);
    assertServedBy(next, "spare", "b", 1);
    assertThat(a.asked()).as("requests with the bad key").hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void badKey_ofTheOnlyTarget_isNotTheCallers(Way way) {
    a.does(Faults.status(401, "Incorrect API key provided"));

    Told.PROVIDER_AUTH_FAILED.in(way.failure(gateway, Question.to("alone")), way);
    for (int i = 0; i < 5; i++) {
      Answer.Failed later = way.failure(gateway, Question.to("alone"));
      assertThat(later.reason()).isIn("PROVIDER_AUTH_FAILED", "NO_HEALTHY_ENDPOINT");
      assertThat(later.said()).doesNotContain("401", "UNAUTHENTICATED");
    }
    assertThat(a.asked()).as("requests with the bad key").hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void failures_inARow_openTheCircuit(Way way) {
    a.does(Faults.status(500, "oops"));
    for (int i = 0; i < 3; i++) {
      assertServed(way);
    }
    assertThat(a.asked()).hasSize(5);

    for (int i = 0; i < 5; i++) {
      assertServedBy(assertServed(way), "spare", "b", 1);
    }
    assertThat(a.asked()).hasSize(5);
  }

  private Answer.Whole assertServed(Way way) {
    Answer.Whole answer = way.answer(gateway, question(way));
    assertRight(answer);
    assertThat(answer.endpoint()).isEqualTo("b");
    return answer;
  }

  /** Such a call fails at once with the time of the return, or is let through to see. */
  @ParameterizedTest
  @EnumSource
  void circuitOpen_andNothingElseIsLeft_failsAtOnceOrProbes(Way way) {
    a.does(Faults.status(500, "oops"));
    for (int i = 0; i < 5; i++) {
      Told.PROVIDER_ERROR.in(way.failure(gateway, Question.to("alone")), way);
    }
    long begun = System.nanoTime();
    int refused = 0;
    for (int i = 0; i < 10; i++) {
      Answer.Failed failed = way.failure(gateway, Question.to("alone"));
      assertThat(failed.reason()).isIn("NO_HEALTHY_ENDPOINT", "PROVIDER_ERROR");
      if (failed.reason().equals("NO_HEALTHY_ENDPOINT")) {
        refused++;
        assertThat(failed.again()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(60));
      }
    }

    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    assertThat(refused).isGreaterThanOrEqualTo(5);
    assertThat(a.asked().size()).isLessThanOrEqualTo((int) (5 + 2 + seconds));
  }

  /** It is not the waiting caller alone that leaves it alone. */
  @ParameterizedTest
  @EnumSource
  void retryAfter_longerThanTheCallersTime_isLeftAloneAndTheFallbackServes(Way way) {
    a.does(Faults.status(429, "slow down", "retry-after: 30"), Faults.right());
    long begun = System.nanoTime();

    Answer.Whole first = way.answer(gateway, question(way).within(Duration.ofSeconds(8)));
    Answer.Whole next = way.answer(gateway, question(way).within(Duration.ofSeconds(8)));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertRight(first);
    assertServedBy(first, "spare", "b", 2);
    assertRight(next);
    assertServedBy(next, "spare", "b", 1);
    assertThat(a.asked()).hasSize(1);
  }

  /** What is the caller's fault teaches nothing. */
  @ParameterizedTest
  @EnumSource
  void refusals_ofBadRequests_openNothing(Way way) {
    a.does(Faults.status(400, "no such voice"));
    for (int i = 0; i < 8; i++) {
      Told.INVALID_REQUEST.in(way.failure(gateway, Question.to("alone")), way);
    }
    a.does(Faults.right());

    assertRight(way.answer(gateway, Question.to("alone")));
  }
}
