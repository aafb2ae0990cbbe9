package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.UpstreamSocket;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A caller that goes away stops the provider, also where it is not easily heard: the connection is
 * closed within 100 ms. The plain cases are told for both doors.
 */
class CancelIT {
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(100);

  /** So that nothing is loaded for the first time while the clock runs. */
  private static final ScriptedUpstream.Script WARM_UP = to -> to.stream(Sse.answer("Hello"));

  @Test
  void cancel_ofAFloodThatNobodyReads_closesUpstream() throws Exception {
    byte[] flood = Sse.text("flood").getBytes(StandardCharsets.UTF_8);
    try (var upstream =
            ScriptedUpstream.answering(
                WARM_UP,
                to ->
                    to.raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
                        .flood(flood, () -> false));
        var gateway = warm(upstream)) {
      StreamCall call =
          StreamCall.open(gateway.channel(), Ask.streamed(), CallOptions.DEFAULT, new Metadata());
      call.request(3);
      call.next(KindCase.TEXT);
      UpstreamSocket socket = upstream.next().socket();
      Await.settled("the flood", socket::written);

      assertInTime(call.cancel(), socket);
    }
  }

  @Test
  void cancel_whileConnecting_closesTheConnectionThatIsNotReadyYet() throws Exception {
    // Takes the connection and never says a word of TLS.
    try (var mute = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .endpoint("first", mute.baseUrl().replace("http:", "https:"), "")
                    .model("m", "first")
                    .timeouts("connect: 20s, first-token: 20s"))) {
      StreamCall call = gateway.stream(Ask.streamed());
      UpstreamSocket socket = mute.socket(0);

      assertInTime(call.cancel(), socket);
    }
  }

  @Test
  void cancel_whileTheProxyIsSilent_closesTheConnectionToIt() throws Exception {
    try (var proxy = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway =
            Gateway.start(
                new GatewayConfig()
                    .endpoint(
                        "first",
                        "http://models.invalid/v1",
                        ", proxy: \"http://127.0.0.1:" + proxy.port() + "\"")
                    .model("m", "first")
                    .timeouts("connect: 20s, first-token: 20s"))) {
      StreamCall call = gateway.stream(Ask.streamed());
      UpstreamSocket socket = proxy.next().socket();

      assertInTime(call.cancel(), socket);
    }
  }

  private static Gateway warm(ScriptedUpstream upstream) throws Exception {
    Gateway gateway = Gateway.over(upstream);
    gateway.stream(Ask.streamed()).end();
    upstream.next();
    return gateway;
  }

  private static void assertInTime(long cancelled, UpstreamSocket socket) {
    assertThat(socket.peerClosedAt() - cancelled).as("ns to the close").isLessThan(LIMIT);
  }
}
