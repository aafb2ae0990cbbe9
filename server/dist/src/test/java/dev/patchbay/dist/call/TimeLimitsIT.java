package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The caller's deadline bounds everything; under it the model's own limits hold. */
class TimeLimitsIT {
  private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(100);

  @Test
  void deadline_beforeTheFirstToken_ourDetailsAndUpstreamClosed() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      StreamCall call = within(gateway, 1000);
      Failure failure = call.failure();

      assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(failure.reason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(failure.message()).contains("no whole answer within");
      assertThat(failure.metadata())
          .containsEntry("endpoint", "first")
          .containsEntry("outputSent", "false");
      assertThat(upstream.next().socket().peerClosedAt() - deadline).isLessThan(TOLERANCE);
    }
  }

  @Test
  void deadline_midStream_interruptedThenDeadlineExceeded() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.head().chunk(Sse.text("Hello")).awaitPeerClosed());
        var gateway = Gateway.over(upstream)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      StreamCall call = within(gateway, 1000);
      StreamContract stream = StreamContract.check(call.rest());

      assertThat(stream.last().getInterrupted().getReason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(call.failure().code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(call.failure().metadata())
          .containsEntry("outputSent", "true")
          .containsEntry("lastSequence", Long.toString(stream.last().getSequence()));
      assertThat(upstream.next().socket().peerClosedAt() - deadline).isLessThan(TOLERANCE);
    }
  }

  @Test
  void deadline_unary_ourDetailsAndUpstreamClosed() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      Failure failure =
          Failure.of(() -> {
            var ignored = gateway.stub().withDeadlineAfter(1, TimeUnit.SECONDS).chat(Ask.unary());
          });

      assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(failure.reason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(upstream.next().socket().peerClosedAt() - deadline).isLessThan(TOLERANCE);
    }
  }

  @Test
  void deadline_tooShortToAnswerIn_startsNoAttempt() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(upstream)) {
      gateway.stream(Ask.streamed()).end();
      upstream.next();
      StreamCall call = within(gateway, 15);

      assertThat(call.end().status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      gateway.stream(Ask.streamed()).end();
      upstream.next();
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void total_isOver_deadlineExceededWithoutAnyDeadline() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.head().chunk(Sse.text("Hello")).awaitPeerClosed());
        var gateway = Gateway.over(upstream, "total: 500ms")) {
      StreamCall call = gateway.stream(Ask.streamed());

      assertThat(call.failure().code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(call.failure().message()).contains("no whole answer within 500 ms");
    }
  }

  @Test
  void total_isOver_unaryToo() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream, "total: 500ms")) {
      Failure failure =
          Failure.of(() -> {
            var ignored = gateway.chat(Ask.unary());
          });

      assertThat(failure.message()).contains("no whole answer within 500 ms");
      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
    }
  }

  @Test
  void connect_isOver_providerTimeoutAndTheConnectionClosed() throws Exception {
    try (var mute = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .endpoint("first", mute.baseUrl().replace("http:", "https:"), "")
                    .model("m", "first")
                    .timeouts("connect: 300ms"))) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.reason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(failure.message()).contains("no connection within 300 ms");
      long answered = System.nanoTime();
      assertThat(mute.socket(0).peerClosedAt() - answered).isLessThan(TOLERANCE);
    }
  }

  @Test
  void firstToken_isOver_providerTimeoutAndUpstreamClosed() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.head().chunk(Sse.role()).awaitPeerClosed());
        var gateway = Gateway.over(upstream, "first-token: 300ms")) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.reason()).isEqualTo("PROVIDER_TIMEOUT");
      assertThat(failure.message()).contains("no first token within 300 ms");
      assertThat(upstream.next().socket().peerClosedAt()).isPositive();
    }
  }

  @Test
  void firstToken_endlessComments_areNoToken() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> comments(to.head().chunk(Sse.role())));
        var gateway = Gateway.over(upstream, "first-token: 300ms")) {
      assertThat(gateway.stream(Ask.streamed()).failure().message())
          .contains("no first token within 300 ms");
    }
  }

  @Test
  void idle_isOver_interruptedWithTheTimeoutAsCause() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> comments(to.head().chunk(Sse.text("Hello"))));
        var gateway = Gateway.over(upstream, "idle: 300ms")) {
      StreamCall call = gateway.stream(Ask.streamed());
      StreamContract stream = StreamContract.check(call.rest());
      Failure failure = call.failure();

      assertThat(stream.last().getInterrupted().getReason()).isEqualTo("STREAM_INTERRUPTED");
      assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.metadata()).containsEntry("cause", "PROVIDER_TIMEOUT");
      assertThat(failure.message()).contains("no further token within 300 ms");
    }
  }

  private static void comments(dev.patchbay.dist.support.Conversation to)
      throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    while (!never.await(20, TimeUnit.MILLISECONDS)) {
      to.chunk(": still here\n\n");
    }
  }

  private static StreamCall within(Gateway gateway, long millis) {
    return gateway.stream(
        Ask.streamed(),
        CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS),
        new Metadata());
  }
}
