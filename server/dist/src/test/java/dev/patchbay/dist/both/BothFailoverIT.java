package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** An endpoint that fails before output is replaced by the next; if none is left, that is told. */
class BothFailoverIT extends Stories {
  @Override
  GatewayConfig config() {
    return super.config()
        .endpoint("closed", "http://127.0.0.1:" + closedPort() + "/v1", "")
        .model("refused", "closed", "second")
        .model("hasty", "first", "second")
        .timeouts("first-token: 200ms");
  }

  private static int closedPort() {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.patchbay.dist.both.Failing#rows")
  void first_failsBeforeOutput_secondAnswers(Way way, Failing failing) {
    given(failing.script(), answer("Hello from the second"));

    Answer.Whole answer = way.answer(gateway, Question.to("m"));

    assertThat(answer.text()).isEqualTo("Hello from the second");
    assertThat(answer.endpoint()).isEqualTo("second");
    assertThat(answer.attempts()).isEqualTo(2);
    assertThat(answer.usage()).isEqualTo(new Answer.Tokens(7, 2, false));
  }

  @ParameterizedTest
  @MethodSource("dev.patchbay.dist.both.Failing#rows")
  void only_failsBeforeOutput_isToldWithTheReason(Way way, Failing failing) {
    given(failing.script(), HELLO);

    failing.told().in(way.failure(gateway, Question.to("alone")), way);
    assertThat(second.arrived()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void connection_refused_secondAnswers(Way way) {
    given(HELLO, HELLO);

    assertThat(way.answer(gateway, Question.to("refused")).endpoint()).isEqualTo("second");
  }

  /** A whole answer may be long in coming. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void firstToken_late_secondAnswersAndTheFirstIsClosed(Way way) throws Exception {
    given(ScriptedUpstream.SILENCE, HELLO);

    assertThat(way.answer(gateway, Question.to("hasty")).endpoint()).isEqualTo("second");
    assertThat(first.next().socket().peerClosedAt()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void all_fail_theLastOnesReasonAndWordsAreTold(Way way) {
    given(to -> to.json(500, Sse.error("oops")), to -> to.json(503, Sse.error("too busy")));

    Answer.Failed failed = way.failure(gateway, Question.to("m"));

    Told.PROVIDER_OVERLOADED.in(failed, way);
    assertThat(failed.message()).contains("second", "too busy").doesNotContain("oops");
  }

  @ParameterizedTest
  @EnumSource
  void retryAfter_ofTheProvider_isPassedOn(Way way) {
    given(to -> to.json(429, Sse.error("slow down"), "retry-after-ms: 2500"), HELLO);

    Answer.Failed failed = way.failure(gateway, Question.to("alone"));

    assertThat(failed.reason()).isEqualTo("PROVIDER_RATE_LIMITED");
    assertThat(failed.again()).isEqualTo(Duration.ofMillis(2500));
  }

  @ParameterizedTest
  @EnumSource
  void request_isAtFault_noOtherEndpointIsAsked(Way way) {
    given(to -> to.json(400, Sse.error("bad temperature")), HELLO);

    Answer.Failed failed = way.failure(gateway, Question.to("m"));

    Told.INVALID_REQUEST.in(failed, way);
    assertThat(failed.message()).contains("bad temperature");
    assertThat(second.arrived()).isZero();
  }
}
