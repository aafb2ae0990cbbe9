package dev.patchbay.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.Listener;
import dev.patchbay.server.config.Problem;
import dev.patchbay.server.config.ServerSection;
import dev.patchbay.server.config.ServerSection.UnsupportedParams;
import dev.patchbay.server.config.TlsSection;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes over real sockets. */
class ListenerCertificatesTest {
  @TempDir private static Path shared;

  private static TestPair rsa;
  private static TestPair ec;

  @TempDir private Path folder;

  @BeforeAll
  static void makePairs() {
    rsa = TestPair.rsa(shared, "rsa");
    ec = TestPair.ec(shared, "ec");
  }

  private static ServerSection server(
      @Nullable TlsSection grpc, @Nullable TlsSection http, @Nullable TlsSection admin) {
    return new ServerSection(
        new Listener("127.0.0.1", 0, grpc),
        new Listener("127.0.0.1", 0, http),
        UnsupportedParams.DROP,
        new Listener("127.0.0.1", 0, admin));
  }

  private static ListenerCertificates load(TlsSection files) throws ConfigurationException {
    return ListenerCertificates.load(server(files, files, files), InstantSource.system());
  }

  private static SslContext http(ListenerCertificates certificates) {
    return Objects.requireNonNull(certificates.http());
  }

  @Test
  void load_noTls_hasNoContexts() throws Exception {
    var certificates = ListenerCertificates.load(server(null, null, null), InstantSource.system());

    assertThat(certificates.grpc()).isNull();
    assertThat(certificates.http()).isNull();
    assertThat(certificates.admin()).isNull();
    certificates.close();
  }

  @Test
  void load_badPairs_areAllReportedWhereTheyAreNamed() throws Exception {
    TlsSection good = ec.install(folder);
    Path elsewhere = Files.createDirectory(folder.resolve("b"));
    TlsSection bad = ec.install(elsewhere);
    TestPair.replace(bad.key(), rsa.keyPem());

    List<Problem> problems =
        catchThrowableOfType(
                ConfigurationException.class,
                () -> ListenerCertificates.load(server(good, bad, bad), InstantSource.system()))
            .problems();

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.at()).isEqualTo(bad.keyAt());
          assertThat(problem.message()).contains("does not belong");
        });
  }

  @Test
  void contexts_alpn_offersWhatTheDoorSpeaks() throws Exception {
    try (var certificates = load(ec.install(folder));
        var http = TlsServer.of(http(certificates));
        var grpc = TlsServer.of(Objects.requireNonNull(certificates.grpc()));
        var admin = TlsServer.of(Objects.requireNonNull(certificates.admin()))) {
      assertThat(protocol(http, "h2", "http/1.1")).isEqualTo("h2");
      assertThat(protocol(http, "http/1.1", "h2")).as("the server prefers").isEqualTo("h2");
      assertThat(protocol(http, "http/1.1")).isEqualTo("http/1.1");
      assertThat(protocol(http)).isEmpty();
      assertThat(protocol(grpc, "http/1.1", "h2")).isEqualTo("h2");
      assertThat(protocol(grpc, "http/1.1")).isEmpty();
      assertThat(protocol(admin, "h2")).isEqualTo("h2");
    }
  }

  private static String protocol(TlsServer server, String... offered) throws Exception {
    try (SSLSocket socket = server.connect(null, offered)) {
      return socket.getApplicationProtocol();
    }
  }

  @Test
  void context_versions_areTls13And12Alone() throws Exception {
    try (var certificates = load(rsa.install(folder));
        var server = TlsServer.of(http(certificates))) {
      for (String version : List.of("TLSv1.3", "TLSv1.2")) {
        try (SSLSocket socket = server.connect(version)) {
          assertThat(socket.getSession().getProtocol()).isEqualTo(version);
          assertThat(socket.getSession().getCipherSuite()).contains("_GCM_");
        }
      }
      assertThat(OpenSsl.isAvailable()).as("BoringSSL, which still knows 1.1").isTrue();
      assertThatExceptionOfType(SSLException.class)
          .isThrownBy(() -> server.handshakeOfNetty("TLSv1.1"));
      server.handshakeOfNetty("TLSv1.2");
    }
  }

  @Test
  void reload_newPair_servesNewConnectionsAndRunningOnesGoOn() throws Exception {
    try (var certificates = load(ec.install(folder));
        var server = TlsServer.of(http(certificates));
        SSLSocket running = server.connect(null)) {
      assertThat(certificate(running)).isEqualTo(ec.certificate());
      TlsServer.assertEchoes(running);

      rsa.install(folder);
      certificates.reload();

      assertThat(certificate(server)).isEqualTo(rsa.certificate());
      TlsServer.assertEchoes(running);
      assertThat(certificate(running)).isEqualTo(ec.certificate());
    }
  }

  @Test
  void reload_badPair_keepsTheLastGoodOneAndTakesTheNextGoodOne() throws Exception {
    try (var certificates = load(ec.install(folder));
        var server = TlsServer.of(http(certificates));
        var log = new LogRecording(ListenerCertificate.class)) {
      TestPair.replace(TestPair.section(folder).key(), rsa.keyPem());
      certificates.reload();

      assertThat(certificate(server)).isEqualTo(ec.certificate());
      assertThat(log.lines())
          .hasSize(3)
          .anySatisfy(line ->
              assertThat(line)
                  .startsWith("ERROR server.http: the certificate stays the one for \"CN=ec\"")
                  .contains("does not belong to the certificate"));

      Files.delete(TestPair.section(folder).certificate());
      certificates.reload();

      assertThat(certificate(server)).isEqualTo(ec.certificate());
      assertThat(log.lines()).last().asString().contains("does not exist");

      rsa.install(folder);
      certificates.reload();

      assertThat(certificate(server)).isEqualTo(rsa.certificate());
      assertThat(log.lines()).last().asString().startsWith("INFO").contains("CN=rsa");
    }
  }

  @Test
  void reload_expiredPair_keepsTheOldOne() throws Exception {
    TestPair expired = TestPair.ec(folder, "old", "-startdate", "-10d", "-validity", "5");
    try (var certificates = load(ec.install(folder));
        var server = TlsServer.of(http(certificates));
        var log = new LogRecording(ListenerCertificate.class)) {
      expired.install(folder);
      certificates.reload();

      assertThat(certificate(server)).isEqualTo(ec.certificate());
      assertThat(log.lines()).allSatisfy(line -> assertThat(line).contains("expired at"));
    }
  }

  @Test
  void reload_samePair_saysNothing() throws Exception {
    try (var certificates = load(ec.install(folder));
        var log = new LogRecording(ListenerCertificate.class)) {
      ec.install(folder);
      certificates.reload();

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void watch_filesChange_areTakenOverByThemselvesAndABadPairIsLoggedOnce() throws Exception {
    try (var certificates = load(ec.install(folder));
        var server = TlsServer.of(http(certificates));
        var log = new LogRecording(ListenerCertificate.class)) {
      certificates.watch(Duration.ofMillis(5));
      TestPair.replace(TestPair.section(folder).key(), rsa.keyPem());
      log.await("server.http: the certificate stays");

      rsa.install(folder);
      log.await("server.http: new connections get the certificate for \"CN=rsa\"");

      assertThat(certificate(server)).isEqualTo(rsa.certificate());
      assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR server.http")))
          .hasSize(1);
    }
  }

  @Test
  void watch_swappedSymbolicLink_isAChange() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    ec.install(first);
    rsa.install(second);
    Path link = Files.createSymbolicLink(folder.resolve("live"), first);
    try (var certificates = load(TestPair.section(link));
        var server = TlsServer.of(http(certificates));
        var log = new LogRecording(ListenerCertificate.class)) {
      certificates.watch(Duration.ofMillis(5));
      Path next = Files.createSymbolicLink(folder.resolve("next"), second);
      Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);

      log.await("server.http: new connections get");
      assertThat(certificate(server)).isEqualTo(rsa.certificate());
    }
  }

  private static X509Certificate certificate(TlsServer server) throws Exception {
    try (SSLSocket socket = server.connect(null)) {
      return certificate(socket);
    }
  }

  private static X509Certificate certificate(SSLSocket socket) throws Exception {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }
}
