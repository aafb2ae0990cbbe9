package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.ops.Program.Ending;
import dev.patchbay.dist.support.Await;
import dev.patchbay.dist.support.StreamCall;
import dev.patchbay.dist.support.TestCertificate;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of the installed program, as an operator renews them. */
class CertificateIT {
  private static final String MODEL =
      """
      endpoints: {rehearsal: {provider: sim, region: local}}
      models:
        one: {targets: [{endpoint: rehearsal, model: sim}]}
      """;

  @TempDir private Path temp;

  private TestCertificate first;
  private TestCertificate second;
  private Path certificate;
  private Path key;

  @BeforeEach
  void make() throws Exception {
    first = TestCertificate.create(Files.createDirectory(temp.resolve("1")), "ip:127.0.0.1");
    second = TestCertificate.create(Files.createDirectory(temp.resolve("2")), "ip:127.0.0.1");
    certificate = Files.copy(first.pem(), temp.resolve("certificate.pem"));
    key = Files.copy(first.key(), temp.resolve("key.pem"));
  }

  private static final String TLS = "tls: {certificate: certificate.pem, key: key.pem}";

  /**
   * @param admin keys of the operators' listener, in YAML's flow style
   */
  private Path config(String admin) throws Exception {
    return Files.writeString(
        temp.resolve("c.yaml"),
        """
        server:
          grpc: {port: 0, %s}
          http: {port: 0}
          admin: {%s}
        """
                .formatted(TLS, admin)
            + MODEL);
  }

  @Test
  void hangUp_newCertificate_isUsedByNewConnectionsWhileStreamsRun() throws Exception {
    try (Program serve = Program.start("serve", "--config", config("port: 0").toString());
        var caller = Caller.encrypted(serve.awaitReady(), first.pem())) {
      StreamCall running = caller.stream("one", "[sim: rate=20 tokens=60]");
      running.next(KindCase.TEXT);

      Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
      serve.hangUp();
      serve.err().awaitContaining("server.grpc: the certificate stays the one for \"CN=test\"");
      serve.err().awaitContaining("does not belong to the certificate in " + certificate);
      assertThat(isServed(serve, first)).isTrue();

      Files.copy(second.pem(), certificate, StandardCopyOption.REPLACE_EXISTING);
      serve.hangUp();
      Await.until("the new certificate", () -> isServed(serve, second));
      assertThat(isServed(serve, first)).isFalse();
      assertThat(running.end().status().isOk()).as(running.end().toString()).isTrue();
    }
  }

  private static boolean isServed(Program serve, TestCertificate trusted) {
    try (var caller = Caller.encrypted(serve.awaitReady(), trusted.pem())) {
      return caller.stream("one", "[sim: tokens=3]").end().status().isOk();
    }
  }

  @Test
  void admin_overTls_tellsItsHealth() throws Exception {
    Path config = config("port: 0, " + TLS);
    try (Program serve = Program.start("serve", "--config", config.toString())) {
      serve.awaitReady();
      String admin = "127.0.0.1:" + serve.port("admin");
      try (var good = Caller.encrypted(admin, first.pem());
          var clear = Caller.of(admin)) {
        assertThat(good.isServing()).isTrue();
        assertThat(clear.isServing()).isFalse();
      }
    }
  }

  @Test
  void serveAndValidate_keyOfAnotherCertificate_sayWhereAndStartNothing() throws Exception {
    Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
    Path config = config("port: 0");
    for (String command : new String[] {"validate", "serve"}) {
      Ending ending = Program.run(command, "--config", config.toString());

      assertThat(ending.status()).isEqualTo(1);
      assertThat(ending.out()).isEmpty();
      assertThat(ending.errText())
          .isEqualTo(
              config
                  + ":2:55: "
                  + key
                  + " holds a key that does not belong to the certificate in "
                  + certificate
                  + ", which is for \"CN=test\"");
    }
  }
}
