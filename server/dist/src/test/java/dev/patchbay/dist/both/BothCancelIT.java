package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.UpstreamSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A caller that goes away stops the provider, and nobody else is asked for it. */
class BothCancelIT extends Stories {
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(350);

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

  private void assertClosed(long cancelled, UpstreamSocket socket) {
    assertThat(socket.peerClosedAt() - cancelled)
        .as("ns from the caller's leaving to the close")
        .isLessThan(LIMIT);
    assertThat(second.arrived()).isZero();
  }
}
