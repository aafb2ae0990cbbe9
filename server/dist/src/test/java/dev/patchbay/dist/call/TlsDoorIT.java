package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.dist.support.TestCertificate;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gRPC door behind TLS. */
class TlsDoorIT {
  private static final Script HELLO = to -> to.stream(Sse.answer("Hello"));

  @TempDir private static Path shared;

  private static TestCertificate first;
  private static TestCertificate second;

  @TempDir private Path temp;
  private Path certificate;
  private Path key;

  @BeforeAll
  static void make() throws Exception {
    first = TestCertificate.create(Files.createDirectory(shared.resolve("1")), "ip:127.0.0.1");
    second = TestCertificate.create(Files.createDirectory(shared.resolve("2")), "ip:127.0.0.1");
  }

  @BeforeEach
  void install() throws Exception {
    certificate = temp.resolve("certificate.pem");
    key = temp.resolve("key.pem");
    replace(first);
  }

  private void replace(TestCertificate by) throws Exception {
    for (Path[] pair : List.of(new Path[] {by.pem(), certificate}, new Path[] {by.key(), key})) {
      Path next = Files.copy(pair[0], Path.of(pair[1] + ".next"));
      Files.move(
          next, pair[1], StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Gateway gateway(ScriptedUpstream upstream) throws Exception {
    String tls = "port: 0, tls: {certificate: \"%s\", key: \"%s\"}".formatted(certificate, key);
    return Gateway.start(
        new GatewayConfig().grpc(tls).endpoint("first", upstream).model("m", "first"));
  }

  private static StreamCall stream(ManagedChannel channel) {
    StreamCall call = StreamCall.open(channel, Ask.streamed(), CallOptions.DEFAULT, new Metadata());
    call.request(Integer.MAX_VALUE);
    return call;
  }

  @Test
  void streamChat_overTls_answersAndClearTextDoesNot() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var gateway = gateway(upstream)) {
      ManagedChannel channel = gateway.connectEncrypted(first.pem());
      try {
        assertThat(StreamContract.check(stream(channel).rest()).text(0)).isEqualTo("Hello");
        assertThat(stream(gateway.channel()).end().status().getCode())
            .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(answers(gateway, second)).as("a client that trusts another").isFalse();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void certificateSwapped_runningStreamGoesOnAndNewConnectionsGetTheNewOne() throws Exception {
    var go = new CountDownLatch(1);
    Script slow =
        to ->
            to.head()
                .chunk(Sse.role())
                .chunk(Sse.text("Hel"))
                .await(go)
                .chunk(Sse.text("lo"))
                .chunk(Sse.finish("stop"))
                .chunk(Sse.DONE)
                .end();
    try (var upstream = ScriptedUpstream.answering(slow, HELLO);
        var gateway = gateway(upstream)) {
      ManagedChannel channel = gateway.connectEncrypted(first.pem());
      try {
        StreamCall running = stream(channel);
        running.next(KindCase.TEXT);

        replace(second);

        Await.until("the new certificate", () -> answers(gateway, second));
        assertThat(answers(gateway, first)).isFalse();
        go.countDown();
        assertThat(running.end().status().getCode()).isEqualTo(Status.Code.OK);
        assertThat(StreamContract.check(stream(channel).rest()).text(0))
            .as("the connection from before")
            .isEqualTo("Hello");
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** Whether a new connection that trusts this certificate alone can be used. */
  private static boolean answers(Gateway gateway, TestCertificate trusted) {
    ManagedChannel channel = null;
    try {
      channel = gateway.connectEncrypted(trusted.pem());
      var ignored =
          ChatServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(10, TimeUnit.SECONDS)
              .streamChat(Ask.streamed())
              .next();
      return true;
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      if (channel != null) {
        channel.shutdownNow();
      }
    }
  }
}
