package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Conversation;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How connections to providers are used, and what of HTTP they understand. */
class ConnectionIT {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
  private static final String EVENTS = String.join("", Sse.answer("Hello"));

  @Test
  void twoCallsInARow_useOneConnection() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      assertAnswers(gateway);

      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void unaryAfterStream_useOneConnection() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("Hello")),
                to -> to.json(200, Sse.whole("Hello")),
                to -> to.json(429, Sse.error("slow down")),
                to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      assertThat(gateway.chat(Ask.unary()).getChoicesCount()).isEqualTo(1);
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(gateway.stream(Ask.streamed()).failure().reason())
          .isEqualTo("PROVIDER_RATE_LIMITED");
      assertAnswers(gateway);
    }
  }

  @Test
  void bodyEndsAfterTheAnswer_connectionIsUsedAgain() throws Exception {
    var go = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.head().chunk(EVENTS).await(go).end(),
                to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      go.countDown();
      upstream.next();
      // The last chunk is on its way; only then is the connection free.
      Await.settled("the last chunk", upstream.socket(0)::written);
      assertAnswers(gateway);

      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void bodyNeverEndsAfterTheAnswer_callEndsAndTheConnectionIsClosed() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.head().chunk(EVENTS).awaitPeerClosed());
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);

      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
    }
  }

  @Test
  void idleConnectionClosedByUpstream_doesNotFailTheNextCall() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("Hello")).close(),
                to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      assertAnswers(gateway);

      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void idleConnectionClosedUnderTheNextRequest_theRequestGoesOutOnceMore() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("Hello")),
                Conversation::reset,
                to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      StreamContract stream = assertAnswers(gateway);

      assertThat(stream.first().getStarted().getFailedAttemptsList()).isEmpty();
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void connectionClose_nextCallOpensAnother() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.raw(OK + "connection: close\r\ncontent-length: " + EVENTS.length() + "\r\n\r\n")
                    .raw(EVENTS));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      assertThat(upstream.socket(0).peerClosedAt()).isPositive();
      assertAnswers(gateway);

      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void contentLengthBody_isReadWhole() throws Exception {
    assertUnderstood(to -> to.raw(OK + "content-length: " + EVENTS.length() + "\r\n\r\n" + EVENTS));
  }

  @Test
  void closeDelimitedBody_isReadWhole() throws Exception {
    assertUnderstood(to -> to.raw(OK + "\r\n" + EVENTS).close());
  }

  @Test
  void http10Body_isReadWhole() throws Exception {
    assertUnderstood(to -> to.raw((OK + "\r\n" + EVENTS).replace("HTTP/1.1", "HTTP/1.0")).close());
  }

  @Test
  void interimAnswers_arePassedOver() throws Exception {
    assertUnderstood(to ->
        to
            .raw("HTTP/1.1 100 Continue\r\n\r\n")
            .raw("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
            .stream(Sse.answer("Hello")));
  }

  @Test
  void switchingProtocols_isNoAnswer() throws Exception {
    assertBadResponse(to ->
        to.raw("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")
            .raw("hello")
            .awaitPeerClosed());
  }

  @Test
  void hugeHeader_badResponse() throws Exception {
    assertBadResponse(
        to -> to.raw(OK + "x-huge: " + "x".repeat(100_000) + "\r\n\r\n").awaitPeerClosed());
  }

  @Test
  void contentEncodingNotAskedFor_badResponseThatNamesIt() throws Exception {
    Failure failure =
        assertBadResponse(to -> to.raw(OK + "content-encoding: gzip\r\n\r\n").awaitPeerClosed());

    assertThat(failure.message()).contains("gzip");
  }

  @Test
  void bytesAfterTheAnswer_spoilTheConnectionButNotTheNextCall() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.stream(Sse.answer("Hello")).raw("HTTP/1.1 200 OK\r\n\r\n"),
                to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
      assertAnswers(gateway);
    }
  }

  private static StreamContract assertAnswers(Gateway gateway) {
    StreamCall call = gateway.stream(Ask.streamed());
    StreamContract stream = StreamContract.check(call.rest());
    assertThat(call.end().status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(stream.text(0)).isEqualTo("Hello");
    return stream;
  }

  private static void assertUnderstood(ScriptedUpstream.Script script) throws Exception {
    try (var upstream = ScriptedUpstream.answering(script);
        var gateway = Gateway.over(upstream)) {
      assertAnswers(gateway);
    }
  }

  private static Failure assertBadResponse(ScriptedUpstream.Script script) throws Exception {
    try (var upstream = ScriptedUpstream.answering(script);
        var gateway = Gateway.over(upstream, "first-token: 3s")) {
      Failure failure = gateway.stream(Ask.streamed()).failure();
      assertThat(failure.reason()).isEqualTo("PROVIDER_BAD_RESPONSE");
      assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
      return failure;
    }
  }
}
