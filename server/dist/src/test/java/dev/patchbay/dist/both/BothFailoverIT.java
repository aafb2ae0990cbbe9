package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    Answer.Failed failed = way.failure(gateway, Question.to("alone"));

    failing.told().in(failed, way);
    assertThat(failed.endpoint()).isEqualTo("first");
    assertThat(failed.attempts()).isEqualTo(1);
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
    assertThat(failed.endpoint()).isEqualTo("second");
    assertThat(failed.attempts()).isEqualTo(2);
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

  /** What would be refused anywhere. */
  static Stream<Arguments> refusals() {
    return Stream.of(
            Map.entry("400 no such voice", Told.INVALID_REQUEST),
            Map.entry("422 no such voice", Told.INVALID_REQUEST),
            Map.entry("413 it is too much", Told.REQUEST_TOO_LARGE),
            Map.entry("400 the prompt was flagged", Told.PROMPT_BLOCKED))
        .flatMap(BothFailoverIT::eachWay);
  }

  /** What another endpoint may well take: its window, its parameters, its account are others. */
  static Stream<Arguments> matters() {
    return Stream.of(
            Map.entry("400 this exceeds the maximum context length", Told.CONTEXT_LENGTH_EXCEEDED),
            Map.entry("400 Unsupported parameter: top_k", Told.UNSUPPORTED_PARAMETER),
            Map.entry("429 You exceeded your current quota", Told.PROVIDER_QUOTA_EXHAUSTED))
        .flatMap(BothFailoverIT::eachWay);
  }

  private static Stream<Arguments> eachWay(Map.Entry<String, Told> row) {
    return Arrays.stream(Way.values()).map(way -> Arguments.of(way, row.getKey(), row.getValue()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void request_isAtFault_noOtherEndpointIsAsked(Way way, String says, Told told) {
    int status = Integer.parseInt(says.substring(0, 3));
    given(to -> to.json(status, Sse.error(says.substring(4))), HELLO);

    Answer.Failed failed = way.failure(gateway, Question.to("m"));

    told.in(failed, way);
    assertThat(failed.message()).contains(says.substring(4));
    assertThat(second.arrived()).isZero();
  }

  @ParameterizedTest
  @MethodSource("matters")
  void request_mayBeTakenElsewhere_secondAnswersOrTheReasonIsTold(Way way, String says, Told told) {
    int status = Integer.parseInt(says.substring(0, 3));
    given(to -> to.json(status, Sse.error(says.substring(4))), HELLO);

    assertThat(way.answer(gateway, Question.to("m")).endpoint()).isEqualTo("second");
    told.in(way.failure(gateway, Question.to("alone")), way);
  }
}
