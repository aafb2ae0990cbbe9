package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.DoorDriver;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.GatewayConfig;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A first token that is later than most asks a second target, and the first content wins. */
class HedgeIT extends PrimaryAndSpare {
  /** So many first tokens must be known. */
  private static final int KNOWN = 20;

  private static final Duration SLOW = Duration.ofSeconds(8);
  private static final long PROMPT = Duration.ofSeconds(5).toNanos();

  @Override
  String limits() {
    return "first-token: 20s, idle: 20s";
  }

  /** Model {@code raced} is at both endpoints. */
  @Override
  GatewayConfig config() {
    return super.config()
        .model("raced", "a", "b")
        .timeouts(limits())
        .with("hedge: p95")
        .model("steady", "a", "b")
        .timeouts(limits());
  }

  @ParameterizedTest
  @EnumSource
  void firstTarget_isSlowOnce_secondAnswersAndTheFirstIsClosed(Way way) {
    learn(way);
    a.does(Faults.late(SLOW), Faults.right());
    long begun = System.nanoTime();

    Answer.Whole answer = way.answer(gateway, Question.to("raced"));
    long answered = System.nanoTime();

    assertThat(answered - begun).isLessThan(PROMPT);
    assertRight(answer);
    assertThat(answer.model()).isEqualTo("raced");
    assertThat(answer.endpoint()).isEqualTo("b");
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
    assertThat(a.asked(0).socket().peerClosedAt() - answered)
        .as("ns from the answer to the loser's close")
        .isLessThan(Duration.ofMillis(500).toNanos());
    assertThat(way.answer(gateway, Question.to("raced")).endpoint())
        .as("a loser is none the worse for it")
        .isEqualTo("a");
  }

  /** An error, however early, is no content. */
  @ParameterizedTest
  @EnumSource
  void secondTarget_failsMeanwhile_firstAnswers(Way way) {
    learn(way);
    a.does(Faults.late(Duration.ofMillis(500)));
    b.does(Faults.errorFrameAfter(0));

    Answer.Whole answer = way.answer(gateway, Question.to("raced"));

    assertRight(answer);
    assertThat(answer.endpoint()).isEqualTo("a");
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void cancel_whileTwoAreAsked_closesBoth(Way way) {
    learn(way);
    a.does(Faults.silent());
    b.does(Faults.silent());

    DoorDriver.Asked asked = way.start(gateway, Question.to("raced"));
    a.asked(0);
    b.asked(0);
    long cancelled = asked.cancel();

    for (FaultyProvider provider : new FaultyProvider[] {a, b}) {
      assertThat(provider.asked(0).socket().peerClosedAt() - cancelled)
          .isLessThan(Duration.ofMillis(500).toNanos());
      assertThat(provider.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GRPC_STREAMED", "HTTP_STREAMED"})
  void model_thatDoesNotHedge_waits(Way way) {
    for (int i = 0; i < KNOWN; i++) {
      way.answer(gateway, Question.to("steady"));
    }
    a.does(Faults.late(Duration.ofMillis(400)));

    assertThat(way.answer(gateway, Question.to("steady")).endpoint()).isEqualTo("a");
    assertThat(b.asked()).isEmpty();
  }

  private void learn(Way way) {
    for (int i = 0; i < KNOWN; i++) {
      assertThat(way.answer(gateway, Question.to("raced")).endpoint()).isEqualTo("a");
    }
    Await.until("all calls are over", () -> a.asked().size() == KNOWN);
  }
}
