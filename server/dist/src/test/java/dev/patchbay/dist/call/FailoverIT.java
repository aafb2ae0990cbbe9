package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.FailedAttempt;
import dev.patchbay.v1.RoutePreferences.Failover;
import io.grpc.Status;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a caller of this door hears of targets that fail, and its own word on failing over; that and
 * when they are replaced is told for both doors.
 */
class FailoverIT {
  private record Told(String name, Script script, String reason, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> beforeOutput() {
    return Stream.of(
            error(503, "busy", "PROVIDER_OVERLOADED"),
            error(404, "no such deployment", "NO_HEALTHY_ENDPOINT"),
            told("reset without an answer", to -> to.reset(), "PROVIDER_ERROR"),
            told("error frame", to -> to.head().chunk(frame()).end(), "PROVIDER_OVERLOADED"),
            told(
                "a redirect", to -> to.json(302, "", "location: /x"), "PROVIDER_BAD_RESPONSE", 302))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("beforeOutput")
  void streamChat_firstFailsBeforeOutput_startedListsItsAttempt(Told told) throws Exception {
    try (var first = ScriptedUpstream.answering(told.script());
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(first, second)) {
      StreamCall call = gateway.stream(Ask.streamed());
      StreamContract stream = StreamContract.check(call.rest());

      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
      assertThat(stream.text(0)).isEqualTo("Hello");
      var started = stream.first().getStarted();
      assertThat(started.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(started.getRoute().getAttempt()).isEqualTo(2);
      assertThat(started.getFailedAttemptsList()).hasSize(1);
      FailedAttempt failed = started.getFailedAttempts(0);
      assertThat(failed.getRoute().getEndpoint()).isEqualTo("first");
      assertThat(failed.getRoute().getAttempt()).isEqualTo(1);
      assertThat(failed.getErrorReason()).isEqualTo(told.reason());
      assertThat(failed.getUpstreamHttpStatus()).isEqualTo(told.status());
      assertThat(failed.hasLatency()).isTrue();
    }
  }

  @Test
  void streamChat_allFail_theLastFailureWithTheNumberOfAttempts() throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(500, Sse.error("oops")));
        var second = ScriptedUpstream.answering(to -> to.json(503, Sse.error("busy")));
        var gateway = Gateway.over(first, second)) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.reason()).isEqualTo("PROVIDER_OVERLOADED");
      assertThat(failure.message()).contains("busy");
      assertThat(failure.metadata())
          .containsEntry("endpoint", "second")
          .containsEntry("attempts", "2")
          .containsEntry("upstreamStatus", "503")
          .containsEntry("outputSent", "false");
    }
  }

  @Test
  void streamChat_failoverNever_theFirstFailure() throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(500, Sse.error("oops")));
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(first, second)) {
      var request = Ask.streamed().toBuilder();
      request.getInputBuilder().getRouteBuilder().setFailover(Failover.FAILOVER_NEVER);
      Failure failure = gateway.stream(request.build()).failure();

      assertThat(failure.reason()).isEqualTo("PROVIDER_ERROR");
      assertThat(second.connections()).isZero();
    }
  }

  static Stream<Arguments> afterOutput() {
    return Stream.of(
            told("cut", to -> hello(to).close(), "PROVIDER_ERROR"),
            told("error frame", to -> hello(to).chunk(frame()).end(), "PROVIDER_OVERLOADED"),
            told("garbage", to -> hello(to).chunk("data: }{\n\n").end(), "PROVIDER_BAD_RESPONSE"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("afterOutput")
  void streamChat_failsAfterOutput_interruptedWithItsCauseAndUsage(Told told) throws Exception {
    try (var first = ScriptedUpstream.answering(told.script());
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Other")));
        var gateway = Gateway.over(first, second)) {
      StreamCall call = gateway.stream(Ask.streamed());
      StreamContract stream = StreamContract.check(call.rest());
      Failure failure = call.failure();

      assertThat(stream.text(0)).isEqualTo("Hello");
      assertThat(stream.last().getInterrupted().getReason()).isEqualTo("STREAM_INTERRUPTED");
      assertThat(stream.last().getInterrupted().hasUsage()).isTrue();
      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.reason()).isEqualTo("STREAM_INTERRUPTED");
      assertThat(failure.metadata())
          .containsEntry("cause", told.reason())
          .containsEntry("outputSent", "true")
          .containsEntry("lastSequence", Long.toString(stream.last().getSequence()));
      assertThat(second.connections()).isZero();
    }
  }

  @Test
  void chat_firstAnswersWithAnError_responseListsItsAttempt() throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(500, Sse.error("oops")));
        var second = ScriptedUpstream.answering(to -> to.json(200, Sse.whole("Hello")));
        var gateway = Gateway.over(first, second)) {
      ChatResponse answer = gateway.chat(Ask.unary());

      assertThat(answer.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(answer.getFailedAttempts(0).getErrorReason()).isEqualTo("PROVIDER_ERROR");
      assertThat(answer.getFailedAttempts(0).getUpstreamHttpStatus()).isEqualTo(500);
    }
  }

  private static dev.patchbay.dist.support.Conversation hello(
      dev.patchbay.dist.support.Conversation to) throws java.io.IOException {
    return to.head().chunk(Sse.text("Hello"));
  }

  private static String frame() {
    return "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":503}}\n\n";
  }

  private static Told error(int status, String message, String reason) {
    return told("" + status, to -> to.json(status, Sse.error(message)), reason, status);
  }

  private static Told told(String name, Script script, String reason) {
    return told(name, script, reason, name.equals("error frame") ? 503 : 0);
  }

  private static Told told(String name, Script script, String reason, int status) {
    return new Told(name, script, reason, status);
  }
}
