package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.Sse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A provider that speaks neither door's dialect is told in the words of each. */
class BothDialectIT extends Stories {
  private static final String THREE = "[sim: tokens=3 rate=0 first-token=0ms]";

  @Override
  GatewayConfig config() {
    return super.config()
        .inProcess("pretended", "sim")
        .model("sim", "pretended")
        .model("mixed", "first", "pretended");
  }

  @ParameterizedTest
  @EnumSource
  void text_isWholeWithItsFinishAndUsage(Way way) {
    Answer.Whole answer = way.answer(gateway, Question.to("sim").text(THREE));

    assertThat(answer.text()).isEqualTo("This answer is");
    assertThat(answer.finish()).isEqualTo("stop");
    assertThat(answer.usage()).isEqualTo(new Answer.Tokens(4, 3, false));
  }

  @ParameterizedTest
  @EnumSource
  void tool_calledByIt_hasTheDialectsShape(Way way) {
    Question.Builder question =
        Question.to("sim").tools("look").text("[sim: tool=look tokens=1 rate=0]");

    Answer.Whole answer = way.answer(gateway, question);

    assertThat(answer.tools())
        .containsExactly(new Answer.ToolCall("call-sim-1", "look", "{\"text\":\"This\"}"));
    assertThat(answer.finish()).isEqualTo("tool_calls");
    assertThat(answer.text()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void failover_toIt_isNotSeen(Way way) {
    given(to -> to.json(500, Sse.error("oops")), HELLO);

    Answer.Whole answer = way.answer(gateway, Question.to("mixed").text(THREE));

    assertThat(answer.text()).isEqualTo("This answer is");
    assertThat(answer.endpoint()).isEqualTo("pretended");
    assertThat(answer.attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void failure_afterItsOutput_isInterrupted(Way way) {
    Question.Builder question = Question.to("sim").text("[sim: rate=0 fail=cut after=1]");

    Told.STREAM_INTERRUPTED.after("This", way.failure(gateway, question), way);
  }

  @ParameterizedTest
  @EnumSource
  void failure_beforeItsOutput_isToldWithItsReason(Way way) {
    Question.Builder question = Question.to("sim").text("[sim: fail=rate-limited]");

    Told.PROVIDER_RATE_LIMITED.in(way.failure(gateway, question), way);
  }
}
