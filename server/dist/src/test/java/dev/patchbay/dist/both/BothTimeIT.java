package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The caller's time and the model's own limits, whichever is shorter, end a call and upstream. */
class BothTimeIT extends Stories {
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(350);
  private static final Script HALF =
      to -> to.head().chunk(Sse.role()).chunk(Sse.text("Hello")).awaitPeerClosed();

  @Override
  GatewayConfig config() {
    return super.config()
        .model("short", "first", "second")
        .timeouts("total: 300ms")
        .model("hasty", "first")
        .timeouts("first-token: 300ms");
  }

  @ParameterizedTest
  @EnumSource
  void callersTime_overBeforeOutput_isToldAndUpstreamIsClosed(Way way) throws Exception {
    given(ScriptedUpstream.SILENCE, HELLO);

    long end = System.nanoTime() + LIMIT.toNanos();
    Answer.Failed failed = way.failure(gateway, Question.to("m").within(LIMIT));

    Told.DEADLINE_EXCEEDED.in(failed, way);
    assertClosedBy(end);
    assertThat(second.arrived()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void callersTime_tooShortToAnswerIn_nobodyIsAsked(Way way) throws Exception {
    given(HELLO, HELLO);

    Question.Builder question = Question.to("m").within(Duration.ofMillis(15));
    Told.DEADLINE_EXCEEDED.in(way.failure(gateway, question), way);

    way.answer(gateway, Question.to("m").text("the next"));
    assertThat(first.next().request().body()).contains("the next");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void callersTime_overDuringOutput_isToldAfterIt(Way way) throws Exception {
    given(HALF, HELLO);

    long end = System.nanoTime() + LIMIT.toNanos();
    Answer.Failed failed = way.failure(gateway, Question.to("m").within(LIMIT));

    Told.DEADLINE_EXCEEDED.after("Hello", failed, way);
    assertClosedBy(end);
  }

  @ParameterizedTest
  @EnumSource
  void modelsTime_shorterThanTheCallers_ends(Way way) throws Exception {
    given(ScriptedUpstream.SILENCE, HELLO);

    Question.Builder question = Question.to("short").within(Duration.ofSeconds(20));
    Answer.Failed failed = way.failure(gateway, question);

    Told.DEADLINE_EXCEEDED.in(failed, way);
    assertThat(failed.message()).contains("no whole answer within 300 ms");
    assertThat(first.next().socket().peerClosedAt()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void firstToken_late_isTheProvidersTimeout(Way way) throws Exception {
    given(to -> to.head().chunk(Sse.role()).tick(": wait\n\n"), HELLO);

    Answer.Failed failed = way.failure(gateway, Question.to("hasty"));

    Told.PROVIDER_TIMEOUT.in(failed, way);
    assertThat(failed.message()).contains("no first token within 300 ms");
    assertThat(first.next().socket().peerClosedAt()).isPositive();
  }

  private void assertClosedBy(long end) throws InterruptedException {
    assertThat(first.next().socket().peerClosedAt() - end)
        .as("ns from the end of the time to the close")
        .isLessThan(TOLERANCE);
  }
}
