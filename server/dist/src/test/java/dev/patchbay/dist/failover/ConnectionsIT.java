package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.both.Answer;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A target that no good connection leads to is repeated a little and then replaced. */
class ConnectionsIT extends PrimaryAndSpare {
  private static final Duration PROMPT = Duration.ofSeconds(6);
  private static final List<Socket> filling = new ArrayList<>();

  @TempDir private static Path folder;
  private static ScriptedUpstream untrusted;
  private static ScriptedUpstream mute;
  private static ServerSocket full;
  private static int closed;

  @BeforeAll
  static void listen() throws Exception {
    var certificate = TestCertificate.create(folder, "ip:127.0.0.1");
    untrusted = ScriptedUpstream.encrypted(certificate.server(), Faults.right());
    mute = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
    full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (int i = 0; i < 4; i++) {
      var socket = new Socket();
      filling.add(socket);
      Thread.ofVirtual().start(() -> fill(socket));
    }
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = listener.getLocalPort();
    }
  }

  /** Takes a place in the queue of who is never accepted, or waits for one. */
  private static void fill(Socket socket) {
    try {
      socket.connect(full.getLocalSocketAddress());
    } catch (IOException over) {
      // The end of the tests.
    }
  }

  @AfterAll
  static void stopListening() throws Exception {
    for (Socket socket : filling) {
      socket.close();
    }
    full.close();
    mute.close();
    untrusted.close();
  }

  /** What is wrong with an endpoint, which its model has for a name. */
  private enum Fault {
    UNTRUSTED,
    UNKNOWN,
    REFUSED,
    MUTE,
    FULL;

    String baseUrl() {
      return switch (this) {
        case UNTRUSTED -> untrusted.baseUrl();
        case UNKNOWN -> "http://models.invalid:1234/v1";
        case REFUSED -> "http://127.0.0.1:" + closed + "/v1";
        case MUTE -> mute.baseUrl().replace("http:", "https:");
        case FULL -> "http://127.0.0.1:" + full.getLocalPort() + "/v1";
      };
    }
  }

  @Override
  GatewayConfig config() {
    var config = super.config();
    for (Fault fault : Fault.values()) {
      config
          .endpoint(fault.name(), fault.baseUrl(), "")
          .model(fault.name(), fault.name())
          .timeouts("connect: 250ms, first-token: 10s")
          .with("retries: {max: 1, backoff: 10ms..50ms}")
          .with("fallbacks: [spare]");
    }
    return config;
  }

  static Stream<Arguments> faults() {
    return eachWay((Object[]) Fault.values());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void connection_isNotToBeHad_fallbackAnswersSoon(Way way, Fault fault) {
    long begun = System.nanoTime();

    Answer.Whole answer = way.answer(gateway, Question.to(fault.name()).fallback(true));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMPT);
    assertRight(answer);
    assertThat(answer.model()).isEqualTo("spare");
    assertThat(answer.endpoint()).isEqualTo("b");
    assertThat(answer.attempts()).isBetween(2, 3);
    assertThat(answer.missed())
        .allSatisfy(missed -> {
          assertThat(missed.endpoint()).isEqualTo(fault.name());
          assertThat(missed.reason()).isIn("PROVIDER_ERROR", "PROVIDER_TIMEOUT");
          assertThat(missed.status()).isZero();
        });
  }

  /** The service closes a connection that the gateway keeps for the next request. */
  @ParameterizedTest
  @EnumSource
  void connection_closedBetweenRequests_isReplacedWithoutAnyoneSeeing(Way way) {
    a.does(Faults.rightOnceThenClosed());

    for (int i = 0; i < 4; i++) {
      Answer.Whole answer = way.answer(gateway, question(way));
      assertRight(answer);
      assertThat(answer.endpoint()).isEqualTo("a");
    }
    assertThat(b.asked()).isEmpty();
  }
}
