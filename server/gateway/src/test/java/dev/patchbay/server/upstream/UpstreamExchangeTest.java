package dev.patchbay.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.ResponseHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real socket on loopback. */
class UpstreamExchangeTest {
  private final LoopGroup loops = new LoopGroup(1);
  private final Loop loop = loops.loops().getFirst();
  private final UpstreamClient client =
      new UpstreamClient(loops, InstantSource.fixed(Instant.EPOCH));

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void send_oneAfterTheOther_usesOneConnection() throws Exception {
    try (var server = new SmallServer((n, peer) -> peer.whole("answer " + n))) {
      Upstream upstream = upstream(server);

      assertThat(ask(upstream).outcome()).isEqualTo("200 answer 0 whole");
      assertThat(ask(upstream).outcome()).isEqualTo("200 answer 1 whole");

      assertThat(server.connections).hasSize(1);
      assertThat(server.requests.getFirst())
          .startsWith("POST /chat HTTP/1.1\r\n")
          .contains("content-length: 7\r\n", "user-agent: patchbay\r\n", "x-key: secret\r\n")
          .endsWith("\r\n\r\n{\"a\":1}");
    }
  }

  @Test
  void send_pooledConnectionThatTheServiceClosesUnanswered_startsOnceMore() throws Exception {
    try (var server =
        new SmallServer((n, peer) -> {
          if (n == 1) {
            peer.close();
          } else {
            peer.whole("answer " + n);
          }
        })) {
      Upstream upstream = upstream(server);

      ask(upstream).outcome();
      assertThat(ask(upstream).outcome()).isEqualTo("200 answer 2 whole");
    }
  }

  @Test
  void send_freshConnectionThatTheServiceClosesUnanswered_fails() throws Exception {
    try (var server = new SmallServer((n, peer) -> peer.close())) {
      assertThat(ask(upstream(server)).outcome()).isEqualTo("RESET");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void send_nobodyListens_failsToConnect() throws Exception {
    Upstream upstream;
    try (var server = new SmallServer((n, peer) -> {})) {
      upstream = upstream(server);
    }

    assertThat(ask(upstream).outcome()).isEqualTo("CONNECT");
  }

  @Test
  void send_cutBody_isNotWhole() throws Exception {
    try (var server =
        new SmallServer((n, peer) -> {
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nHel");
          peer.close();
        })) {
      assertThat(ask(upstream(server)).outcome()).isEqualTo("200 Hel cut");
    }
  }

  @Test
  void cancel_midAnswer_closesTheConnectionAndSaysNothingMore() throws Exception {
    try (var server =
        new SmallServer((n, peer) -> {
          peer.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nHel");
          peer.awaitClose();
        })) {
      Heard heard = ask(upstream(server));
      heard.await("200");
      heard.await("Hel");

      onLoop(() -> {
        heard.exchange().cancel();
        return null;
      });

      assertThat(server.sawClose()).isTrue();
      assertThat(heard.said).isEmpty();
    }
  }

  @Test
  void drain_serviceGoesOn_closesTheConnectionAfterASecond() throws Exception {
    try (var server =
        new SmallServer((n, peer) -> {
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nHel\r\n");
          peer.awaitClose();
        })) {
      Heard heard = ask(upstream(server));
      heard.await("200");
      heard.await("Hel");

      long before = System.nanoTime();
      onLoop(() -> {
        heard.exchange().drain();
        return null;
      });

      assertThat(server.sawClose()).isTrue();
      assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    }
  }

  @Test
  void drain_serviceEndsSoon_keepsTheConnection() throws Exception {
    var drained = new CountDownLatch(1);
    try (var server =
        new SmallServer((n, peer) -> {
          if (n > 0) {
            peer.whole("answer " + n);
            return;
          }
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nHel\r\n");
          await(drained);
          peer.send("0\r\n\r\n");
        })) {
      Upstream upstream = upstream(server);
      var pool = new UpstreamPool(loop, new UpstreamConnector(loops));
      Heard heard = ask(pool, upstream);
      heard.await("200");
      heard.await("Hel");
      onLoop(() -> {
        heard.exchange().drain();
        return null;
      });
      drained.countDown();
      UpstreamConnection kept = awaitIdle(pool, upstream);
      onLoop(() -> {
        pool.put(kept);
        return null;
      });

      assertThat(ask(pool, upstream).outcome()).isEqualTo("200 answer 1 whole");
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void send_lightSigner_signsOnTheLoopWithTheServersTime() throws Exception {
    assertThat(signed(false)).contains("x-signed: " + Instant.EPOCH + " on-loop\r\n");
  }

  @Test
  void send_heavySigner_signsOffTheLoop() throws Exception {
    assertThat(signed(true)).contains("x-signed: " + Instant.EPOCH + " off-loop\r\n");
  }

  private String signed(boolean heavy) throws Exception {
    var signer =
        new Outbound.Signer() {
          @Override
          public boolean heavy() {
            return heavy;
          }

          @Override
          public void sign(Outbound request, Instant now, Outbound.HeaderSink headers) {
            headers.add("x-signed", now + (loop.events().inEventLoop() ? " on-loop" : " off-loop"));
          }
        };
    try (var server = new SmallServer((n, peer) -> peer.whole("ok"))) {
      ask(upstream(server), request("secret").signedBy(signer)).outcome();
      return server.requests.getFirst();
    }
  }

  @Test
  void send_signerThrowsAnError_failsAndKeepsTheConnection() throws Exception {
    try (var server = new SmallServer((n, peer) -> peer.whole("answer " + n))) {
      Upstream upstream = upstream(server);
      Outbound.Signer signer =
          (request, now, headers) -> {
            throw new NoClassDefFoundError("vendor/Crypto");
          };

      assertThat(ask(upstream, request("secret").signedBy(signer)).outcome()).isEqualTo("SIGN");
      assertThat(ask(upstream).outcome()).isEqualTo("200 answer 0 whole");
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void send_headerWithALineBreak_failsWithoutSendingAndKeepsTheConnection() throws Exception {
    try (var server = new SmallServer((n, peer) -> peer.whole("answer " + n))) {
      Upstream upstream = upstream(server);

      assertThat(ask(upstream, request("a\r\nx-evil: 1")).outcome()).isEqualTo("REQUEST");
      assertThat(ask(upstream, request("secret")).outcome()).isEqualTo("200 answer 0 whole");
      assertThat(ask(upstream, request("a\nb")).outcome()).isEqualTo("REQUEST");

      assertThat(server.requests).hasSize(1);
      assertThat(server.connections).hasSize(1);
    }
  }

  @Test
  void send_targetWithALineBreak_failsWithoutSending() throws Exception {
    try (var server = new SmallServer((n, peer) -> peer.whole("ok"))) {
      Outbound request = Outbound.post("/a b\r\nx: 1", List.of(), List.of());

      assertThat(ask(upstream(server), request).outcome()).isEqualTo("REQUEST");
      assertThat(server.requests).isEmpty();
    }
  }

  private static Upstream upstream(SmallServer server) {
    return new Upstream(URI.create(server.origin()), null, null);
  }

  private static Outbound request(String key) {
    ByteBuffer body = ByteBuffer.wrap("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    return Outbound.post("/chat", List.of("x-key", key), List.of(body));
  }

  private Heard ask(Upstream upstream) throws Exception {
    return ask(upstream, request("secret"));
  }

  private Heard ask(Upstream upstream, Outbound request) throws Exception {
    return onLoop(() -> {
      var heard = new Heard();
      heard.exchange = client.send(loop, upstream, request, heard);
      return heard;
    });
  }

  private Heard ask(UpstreamPool pool, Upstream upstream) throws Exception {
    return onLoop(() -> {
      var heard = new Heard();
      heard.exchange =
          new UpstreamExchange(pool, upstream, request("secret"), InstantSource.system(), heard);
      heard.exchange().start();
      return heard;
    });
  }

  private UpstreamConnection awaitIdle(UpstreamPool pool, Upstream upstream) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    UpstreamConnection idle = onLoop(() -> pool.take(upstream));
    while (idle == null && System.nanoTime() < end) {
      idle = onLoop(() -> pool.take(upstream));
    }
    assertThat(idle).as("idle connection").isNotNull();
    return idle;
  }

  private <T> T onLoop(Callable<T> task) throws Exception {
    return loop.events().submit(task).get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Heard implements ResponseListener {
    final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private @Nullable UpstreamExchange exchange;

    UpstreamExchange exchange() {
      return Objects.requireNonNull(exchange);
    }

    /** All that is said, up to the end. */
    String outcome() throws InterruptedException {
      var all = new StringBuilder();
      while (true) {
        String next = said.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("after \"%s\"", all).isNotNull();
        all.append(all.isEmpty() ? "" : " ").append(next);
        if (List.of("whole", "cut", "CONNECT", "RESET", "SIGN", "REQUEST").contains(next)) {
          return all.toString();
        }
      }
    }

    void await(String expected) throws InterruptedException {
      assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Override
    public void head(ResponseHead head) {
      said.add(Integer.toString(head.status()));
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
      said.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public boolean wantsMore() {
      return true;
    }

    @Override
    public void readsDone() {}

    @Override
    public void ended(boolean whole) {
      said.add(whole ? "whole" : "cut");
    }

    @Override
    public void failed(Failure failure, Throwable cause) {
      said.add(failure.name());
    }
  }
}
