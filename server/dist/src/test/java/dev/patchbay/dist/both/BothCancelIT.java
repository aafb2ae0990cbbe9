package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.UpstreamSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A caller that goes away stops the provider, and nobody else is asked for it. */
class BothCancelIT extends Stories {
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(350);

  private ScriptedUpstream mute;

  @Override
  GatewayConfig config() {
    String proxy = ", proxy: \"http://127.0.0.1:" + mute.port() + "\"";
    return super.config()
        .endpoint("mute", mute.baseUrl().replace("http:", "https:"), "")
        .endpoint("behind", "http://models.invalid/v1", proxy)
        .model("connecting", "mute")
        .timeouts("connect: 20s, first-token: 20s")
        .model("proxied", "behind")
        .timeouts("connect: 20s, first-token: 20s");
  }

  @BeforeAll
  @Override
  void start() throws Exception {
    mute = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
    super.start();
  }

  @AfterAll
  @Override
  void close() throws Exception {
    super.close();
    mute.close();
  }

  /** So that nothing is loaded for the first time while the clock runs. */
  @BeforeEach
  void warm() {
    given(HELLO, HELLO);
    for (Way way : Way.values()) {
      way.answer(gateway, Question.to("alone"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancel_beforeAnyOutput_closesUpstream(Way way) throws Exception {
    given(ScriptedUpstream.SILENCE, HELLO);

    DoorDriver.Asked asked = way.start(gateway, Question.to("m"));
    UpstreamSocket socket = first.next().socket();

    assertClosed(asked.cancel(), socket);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void cancel_whileTheProviderIsSilent_closesUpstream(Way way) throws Exception {
    given(to -> to.head().chunk(Sse.role()).chunk(Sse.text("Hello")).awaitPeerClosed(), HELLO);

    DoorDriver.Asked asked = way.start(gateway, Question.to("m"));
    asked.awaitOutput();

    assertClosed(asked.cancel(), first.next().socket());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void cancel_midStream_closesUpstream(Way way) throws Exception {
    given(to -> to.head().chunk(Sse.role()).tick(Sse.text("Hello")), HELLO);

    DoorDriver.Asked asked = way.start(gateway, Question.to("m"));
    asked.awaitOutput();

    assertClosed(asked.cancel(), first.next().socket());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void cancel_ofAFloodThatNobodyReads_closesUpstream(Way way) throws Exception {
    byte[] flood = Sse.text("flood").getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    given(to -> to.raw(head).raw(Sse.role()).flood(flood, () -> false), HELLO);

    DoorDriver.Asked asked = way.start(gateway, Question.to("m").window(4 * 1024));
    asked.awaitOutput();
    UpstreamSocket socket = first.next().socket();
    Await.settled("the flood", socket::written);

    assertClosed(asked.cancel(), socket);
  }

  /** The connection is taken and never a word of TLS is said. */
  @ParameterizedTest
  @EnumSource
  void cancel_whileConnecting_closesTheConnectionThatIsNotReadyYet(Way way) {
    int before = mute.connections();

    DoorDriver.Asked asked = way.start(gateway, Question.to("connecting"));
    UpstreamSocket socket = mute.socket(before);

    assertClosed(asked.cancel(), socket);
  }

  @ParameterizedTest
  @EnumSource
  void cancel_whileTheProxyIsSilent_closesTheConnectionToIt(Way way) throws Exception {
    DoorDriver.Asked asked = way.start(gateway, Question.to("proxied"));
    UpstreamSocket socket = mute.next().socket();

    assertClosed(asked.cancel(), socket);
  }

  private void assertClosed(long cancelled, UpstreamSocket socket) {
    assertThat(socket.peerClosedAt() - cancelled)
        .as("ns from the caller's leaving to the close")
        .isLessThan(LIMIT);
    assertThat(second.arrived()).isZero();
  }
}
