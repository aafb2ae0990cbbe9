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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Of the caller's deadline a margin is kept, so that our details are there before it; and
 * connecting has a limit of its own. What limits do otherwise is told for both doors.
 */
class TimeLimitsIT {
  private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(100);

  @Test
  void deadline_beforeTheFirstToken_ourDetailsAndUpstreamClosed() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      StreamCall call = within(gateway, 3000);
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
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      StreamCall call = within(gateway, 3000);
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

  private static StreamCall within(Gateway gateway, long millis) {
    return gateway.stream(
        Ask.streamed(),
        CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS),
        new Metadata());
  }
}
