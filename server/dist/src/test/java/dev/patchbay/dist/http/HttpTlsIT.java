package dev.patchbay.dist.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTP door behind TLS: both versions of HTTP on one port. */
class HttpTlsIT {
  private static final String ASK =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  @TempDir private static Path temp;
  private static TestCertificate certificate;
  private static ScriptedUpstream upstream;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.create(temp, "ip:127.0.0.1");
    upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
    String tls =
        "port: 0, tls: {certificate: \"%s\", key: \"%s\"}"
            .formatted(certificate.pem(), certificate.key());
    gateway =
        Gateway.start(
            new GatewayConfig().http(tls).endpoint("first", upstream).model("m", "first"));
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static SSLContext trusting(Path pem) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(pem)) {
      trusted.setCertificateEntry(
          "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static HttpRequest ask(String scheme) {
    URI address =
        URI.create(gateway.http("/v1/chat/completions").toString().replace("http", scheme));
    return HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(ASK)).build();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void stream_overTls_isServedInTheVersionThatTheCallerSpeaks(HttpClient.Version version)
      throws Exception {
    try (var client =
        HttpClient.newBuilder().sslContext(trusting(certificate.pem())).version(version).build()) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer =
            client.send(ask("https"), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Hello").endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void clearText_isNotServed() {
    try (var client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(ask("http"), HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }
}
