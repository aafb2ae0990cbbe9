package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.DoorDriver;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.UpstreamSocket;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A caller that leaves ends its call in whatever state that is, and nobody is asked any more. */
class CancelIT extends PrimaryAndSpare {
  private static final long LIMIT = Duration.ofMillis(500).toNanos();
  private static final Duration BACK_OFF = Duration.ofMillis(300);

  private final ScriptedUpstream mute;

  CancelIT() throws IOException {
    mute = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
  }

  @Override
  String limits() {
    return "connect: 20s, first-token: 20s, idle: 20s";
  }

  /** Model {@code connecting} is at a service that never says a word of TLS. */
  @Override
  GatewayConfig config() {
    return super.config()
        .endpoint("mute", mute.baseUrl().replace("http:", "https:"), "")
        .model("connecting", "mute")
        .timeouts(limits())
        .with("fallbacks: [spare]");
  }

  /** So that nothing is loaded for the first time while the clock runs. */
  @BeforeEach
  void warm() {
    for (Way way : Way.values()) {
      way.answer(gateway, Question.to("main"));
    }
    a.does(Faults.right());
  }

  @AfterEach
  void closeMute() throws IOException {
    mute.close();
  }

  @ParameterizedTest
  @EnumSource
  void cancel_inBackOff_nobodyIsAskedAgain(Way way) {
    a.does(Faults.status(429, "slow down", "retry-after-ms: " + BACK_OFF.toMillis()));

    DoorDriver.Asked asked = way.start(gateway, question(way));
    a.asked(0);
    Await.holds("back-off", BACK_OFF.dividedBy(4), () -> a.asked().size() == 1);
    asked.cancel();

    assertQuiet(1, 0, BACK_OFF.plusMillis(200));
  }

  @ParameterizedTest
  @EnumSource
  void cancel_whileConnecting_closesAndNobodyIsAsked(Way way) {
    DoorDriver.Asked asked = way.start(gateway, Question.to("connecting").fallback(true));
    UpstreamSocket socket = mute.socket(0);

    assertClosed(asked.cancel(), socket);
    assertQuiet(0, 0, Duration.ofMillis(100));
    assertThat(mute.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void cancel_beforeTheFirstToken_closesAndNobodyIsAsked(Way way) {
    a.does(Faults.silent());

    DoorDriver.Asked asked = way.start(gateway, question(way));
    UpstreamSocket socket = a.asked(0).socket();

    assertClosed(asked.cancel(), socket);
    assertQuiet(1, 0, Duration.ofMillis(100));
  }

  /** Of a whole answer something has come that its caller does not see. */
  @ParameterizedTest
  @EnumSource
  void cancel_amidTheAnswer_closesAndNobodyIsAsked(Way way) {
    a.does(Faults.stallsAfter(20));

    DoorDriver.Asked asked = way.start(gateway, question(way));
    UpstreamSocket socket = a.asked(0).socket();
    if (way.isStreamed()) {
      asked.awaitOutput();
    }

    assertClosed(asked.cancel(), socket);
    assertQuiet(1, 0, Duration.ofMillis(100));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*STREAMED")
  void cancel_ofAnAnswerThatIsKeptBack_closesAndNobodyIsAsked(Way way) {
    a.does(Faults.stallsAfter(20));

    DoorDriver.Asked asked = way.start(gateway, question(way).hold("whole"));
    UpstreamSocket socket = a.asked(0).socket();

    assertClosed(asked.cancel(), socket);
    assertQuiet(1, 0, Duration.ofMillis(100));
  }

  /** The restart is still at what was delivered before. */
  @ParameterizedTest
  @EnumSource
  void cancel_amidARestart_closesAndNobodyIsAsked(Way way) {
    a.does(Faults.cutAfter(40, Cut.CLOSED));
    b.does(Faults.stallsAfter(20));

    DoorDriver.Asked asked = way.start(gateway, question(way));
    UpstreamSocket socket = b.asked(0).socket();

    assertClosed(asked.cancel(), socket);
    assertQuiet(1, 1, Duration.ofMillis(100));
  }

  private static void assertClosed(long cancelled, UpstreamSocket socket) {
    assertThat(socket.peerClosedAt() - cancelled)
        .as("ns from the caller's leaving to the close")
        .isLessThan(LIMIT);
  }

  private void assertQuiet(int primary, int spare, Duration time) {
    Await.holds(
        "no further requests",
        time,
        () -> a.asked().size() == primary && b.asked().size() == spare);
  }
}
