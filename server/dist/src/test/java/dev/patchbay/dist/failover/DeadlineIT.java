package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Told;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** However a call fails over, its caller's time bounds all of it. */
class DeadlineIT extends PrimaryAndSpare {
  private static final Duration TIME = Duration.ofMillis(700);
  private static final long TOLERANCE = Duration.ofMillis(350).toNanos();

  /** Model {@code hasty} has a short limit, {@code patient} repeats often. */
  @Override
  GatewayConfig config() {
    return super.config()
        .model("hasty", "a")
        .timeouts("first-token: 300ms")
        .with("fallbacks: [spare]")
        .model("patient", "a")
        .with("retries: {max: 50, backoff: 100ms..8s}");
  }

  /** So that nothing is loaded for the first time while the clock runs. */
  @BeforeEach
  void warm() {
    for (Way way : Way.values()) {
      way.answer(gateway, question(way));
    }
  }

  @ParameterizedTest
  @EnumSource
  void fallback_isSilentToo_endsInTime(Way way) {
    a.does(Faults.silent());
    b.does(Faults.silent());

    long end = System.nanoTime() + TIME.toNanos();
    Answer.Failed failed = way.failure(gateway, Question.to("hasty").fallback(true).within(TIME));

    Told.DEADLINE_EXCEEDED.in(failed, way);
    assertOver(end);
    assertThat(a.asked()).hasSize(1);
    assertThat(b.asked()).hasSize(1);
    assertThat(b.asked(0).socket().peerClosedAt() - end).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void restart_isSilent_endsInTimeAfterWhatWasDelivered(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(Faults.silent());

    long end = System.nanoTime() + TIME.toNanos();
    Answer.Failed failed = way.failure(gateway, question(way).within(TIME));

    Told.DEADLINE_EXCEEDED.after(Words.RIGHT.text(0, 40), failed, way);
    assertOver(end);
    assertThat(b.asked(0).socket().peerClosedAt() - end).isLessThan(TOLERANCE);
  }

  /** A wait that does not fit is not begun: what failed is told at once. */
  @ParameterizedTest
  @EnumSource
  void waits_areTakenWhileTheyFit(Way way) {
    a.does(Faults.status(503, "busy", "retry-after-ms: 280"));

    long end = System.nanoTime() + TIME.toNanos();
    Answer.Failed failed = way.failure(gateway, Question.to("patient").within(TIME));

    assertOver(end);
    assertThat(failed.reason()).isEqualTo("PROVIDER_OVERLOADED");
    assertThat(a.asked()).hasSizeBetween(2, 3);
  }

  private static void assertOver(long end) {
    assertThat(System.nanoTime() - end).as("ns past the caller's time").isLessThan(TOLERANCE);
  }
}
