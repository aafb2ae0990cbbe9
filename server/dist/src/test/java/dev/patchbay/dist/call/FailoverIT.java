package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.FailedAttempt;
import dev.patchbay.v1.RoutePreferences.Failover;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A target that fails before output is replaced by the next; after output nothing is. */
class FailoverIT {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

  private record Told(String name, Script script, String reason, int status) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> beforeOutput() {
    return Stream.of(
            error(429, "slow down", "PROVIDER_RATE_LIMITED"),
            error(500, "oops", "PROVIDER_ERROR"),
            error(502, "oops", "PROVIDER_ERROR"),
            error(503, "busy", "PROVIDER_OVERLOADED"),
            error(504, "late", "PROVIDER_TIMEOUT"),
            error(401, "bad key", "PROVIDER_AUTH_FAILED"),
            error(403, "bad key", "PROVIDER_AUTH_FAILED"),
            error(404, "no such deployment", "NO_HEALTHY_ENDPOINT"),
            told("closed without an answer", to -> to.close(), "PROVIDER_ERROR"),
            told("reset without an answer", to -> to.reset(), "PROVIDER_ERROR"),
            told("cut in the head", to -> to.raw("HTTP/1.1 200 O").close(), "PROVIDER_ERROR"),
            told("cut before content", to -> to.head().chunk(Sse.role()).close(), "PROVIDER_ERROR"),
            told("ended without [DONE]", to -> to.stream(Sse.role()), "PROVIDER_ERROR"),
            told("error frame", to -> to.head().chunk(frame()).end(), "PROVIDER_OVERLOADED"),
            told(
                "garbage in the stream",
                to -> to.stream("data: {\"choi\n\n"),
                "PROVIDER_BAD_RESPONSE"),
            told("no HTTP", to -> to.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n"), "PROVIDER_BAD_RESPONSE"),
            told("bad chunk", to -> to.raw(HEAD + "zz\r\n"), "PROVIDER_ERROR"),
            told("a page", to -> to.json(200, "<html>hello</html>"), "PROVIDER_BAD_RESPONSE"),
            told(
                "a redirect", to -> to.json(302, "", "location: /x"), "PROVIDER_BAD_RESPONSE", 302))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("beforeOutput")
  void streamChat_firstFailsBeforeOutput_secondAnswers(Told told) throws Exception {
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
  void streamChat_connectionRefused_secondAnswers() throws Exception {
    try (var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .endpoint("first", "http://127.0.0.1:" + closedPort() + "/v1", "")
                    .endpoint("second", second)
                    .model("m", "first", "second"))) {
      var started =
          StreamContract.check(gateway.stream(Ask.streamed()).rest()).first().getStarted();

      assertThat(started.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(started.getFailedAttempts(0).getErrorReason()).isEqualTo("PROVIDER_ERROR");
    }
  }

  @Test
  void streamChat_firstTokenLate_secondAnswersAndTheFirstIsClosed() throws Exception {
    try (var first = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .endpoint("first", first)
                    .endpoint("second", second)
                    .model("m", "first", "second")
                    .timeouts("first-token: 200ms"))) {
      var started =
          StreamContract.check(gateway.stream(Ask.streamed()).rest()).first().getStarted();

      assertThat(started.getFailedAttempts(0).getErrorReason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(first.next().socket().peerClosedAt()).isPositive();
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

  @Test
  void streamChat_theRequestIsAtFault_noOtherTargetIsAsked() throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(400, Sse.error("temperature")));
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(first, second)) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
      assertThat(failure.message()).contains("temperature");
      assertThat(second.connections()).isZero();
    }
  }

  static Stream<Arguments> afterOutput() {
    return Stream.of(
            told("cut", to -> hello(to).close(), "PROVIDER_ERROR"),
            told("reset", to -> hello(to).reset(), "PROVIDER_ERROR"),
            told("ended without finish", to -> hello(to).end(), "PROVIDER_ERROR"),
            told("[DONE] without finish", to -> hello(to).chunk(Sse.DONE).end(), "PROVIDER_ERROR"),
            told(
                "finish without [DONE]",
                to -> hello(to).chunk(Sse.finish("stop")).end(),
                "PROVIDER_ERROR"),
            told("error frame", to -> hello(to).chunk(frame()).end(), "PROVIDER_OVERLOADED"),
            told("garbage", to -> hello(to).chunk("data: }{\n\n").end(), "PROVIDER_BAD_RESPONSE"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("afterOutput")
  void streamChat_firstFailsAfterOutput_interruptedAndNeverOk(Told told) throws Exception {
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
  void chat_firstAnswersWithAnError_secondAnswers() throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(500, Sse.error("oops")));
        var second = ScriptedUpstream.answering(to -> to.json(200, Sse.whole("Hello")));
        var gateway = Gateway.over(first, second)) {
      ChatResponse answer = gateway.chat(Ask.unary());

      assertThat(answer.getRoute().getEndpoint()).isEqualTo("second");
      assertThat(answer.getFailedAttempts(0).getErrorReason()).isEqualTo("PROVIDER_ERROR");
      assertThat(answer.getFailedAttempts(0).getUpstreamHttpStatus()).isEqualTo(500);
    }
  }

  static Stream<Arguments> cutUnary() {
    String body = Sse.whole("Hello");
    String half = body.substring(0, body.length() / 2);
    String head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    String length = "content-length: " + body.length() + "\r\n\r\n";
    String chunked = "transfer-encoding: chunked\r\n\r\n" + Integer.toHexString(body.length());
    return Stream.of(
            told("content-length not reached", to -> to.raw(head + length + half).close(), ""),
            told("cut in a chunk", to -> to.raw(head + chunked + "\r\n" + half).close(), ""),
            told(
                "no last chunk", to -> to.raw(head + chunked + "\r\n" + body + "\r\n").close(), ""),
            told("close-delimited half", to -> to.raw(head + "\r\n" + half).close(), ""),
            told("reset", to -> to.raw(head + length + half).reset(), ""))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("cutUnary")
  void chat_cutAnswer_isNeverSuccess(Told told) throws Exception {
    try (var upstream = ScriptedUpstream.answering(told.script());
        var gateway = Gateway.over(upstream)) {
      Failure failure =
          Failure.of(() -> {
            var ignored = gateway.chat(Ask.unary());
          });

      assertThat(failure.reason()).isIn("PROVIDER_ERROR", "PROVIDER_BAD_RESPONSE");
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

  private static int closedPort() throws java.io.IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    }
  }
}
