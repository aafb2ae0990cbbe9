package dev.patchbay.dist.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.Ask;
import dev.patchbay.dist.support.ConnectProxy;
import dev.patchbay.dist.support.Failure;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.GatewayConfig;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import dev.patchbay.dist.support.StreamContract;
import dev.patchbay.dist.support.TestCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers behind TLS with a private authority, and behind a proxy. */
class TlsAndProxyIT {
  private static final ScriptedUpstream.Script HELLO = to -> to.stream(Sse.answer("Hello"));

  @Test
  void tls_privateAuthorityConfigured_answersOverOneConnection(@TempDir Path folder)
      throws Exception {
    var certificate = TestCertificate.create(folder, "ip:127.0.0.1");
    try (var upstream = ScriptedUpstream.encrypted(certificate.server(), HELLO);
        var gateway = gateway(upstream.baseUrl(), ", ca: \"" + certificate.pem() + "\"")) {
      assertAnswers(gateway);
      assertAnswers(gateway);

      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void tls_unknownAuthority_providerErrorThatSaysCertificate(@TempDir Path folder)
      throws Exception {
    var certificate = TestCertificate.create(folder, "ip:127.0.0.1");
    try (var upstream = ScriptedUpstream.encrypted(certificate.server(), HELLO);
        var gateway = gateway(upstream.baseUrl(), "")) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.reason()).isEqualTo("PROVIDER_ERROR");
      assertThat(failure.message()).contains("cannot connect to").containsIgnoringCase("certif");
    }
  }

  @Test
  void tls_certificateForAnotherHost_isRefused(@TempDir Path folder) throws Exception {
    var certificate = TestCertificate.create(folder, "dns:example.org");
    try (var upstream = ScriptedUpstream.encrypted(certificate.server(), HELLO);
        var gateway = gateway(upstream.baseUrl(), ", ca: \"" + certificate.pem() + "\"")) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.reason()).isEqualTo("PROVIDER_ERROR");
      assertThat(failure.message()).contains("cannot connect to").contains("127.0.0.1");
    }
  }

  @Test
  void proxy_tunnelsToTheNameThatIsConfigured() throws Exception {
    try (var upstream = ScriptedUpstream.answering(HELLO);
        var proxy = ConnectProxy.leadingTo(upstream.port());
        var gateway =
            gateway("http://models.invalid:1234/v1", ", proxy: \"" + proxy.url() + "\"")) {
      assertAnswers(gateway);
      assertAnswers(gateway);

      assertThat(proxy.asked()).containsExactly("CONNECT models.invalid:1234 HTTP/1.1");
      assertThat(upstream.next().request().headers()).containsEntry("host", "models.invalid:1234");
    }
  }

  @Test
  void proxy_tunnelsTlsEndToEnd(@TempDir Path folder) throws Exception {
    var certificate = TestCertificate.create(folder, "dns:models.invalid");
    try (var upstream = ScriptedUpstream.encrypted(certificate.server(), HELLO);
        var proxy = ConnectProxy.leadingTo(upstream.port());
        var gateway =
            gateway(
                "https://models.invalid/v1",
                ", proxy: \"" + proxy.url() + "\", ca: \"" + certificate.pem() + "\"")) {
      assertAnswers(gateway);

      assertThat(proxy.asked()).containsExactly("CONNECT models.invalid:443 HTTP/1.1");
    }
  }

  @Test
  void proxy_refuses_providerErrorThatNamesTheProxy() throws Exception {
    try (var proxy = ConnectProxy.refusing();
        var gateway =
            gateway("http://models.invalid:1234/v1", ", proxy: \"" + proxy.url() + "\"")) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.reason()).isEqualTo("PROVIDER_ERROR");
      assertThat(failure.message()).contains("403");
    }
  }

  @Test
  void unknownHost_providerErrorThatNamesIt() throws Exception {
    try (var gateway = gateway("http://models.invalid:1234/v1", "")) {
      Failure failure = gateway.stream(Ask.streamed()).failure();

      assertThat(failure.reason()).isIn("PROVIDER_ERROR", "PROVIDER_TIMEOUT");
      assertThat(failure.message()).containsAnyOf("models.invalid", "no connection within");
    }
  }

  private static Gateway gateway(String baseUrl, String more) throws Exception {
    return Gateway.start(new GatewayConfig().endpoint("first", baseUrl, more).model("m", "first"));
  }

  private static void assertAnswers(Gateway gateway) {
    assertThat(StreamContract.check(gateway.stream(Ask.streamed()).rest()).text(0))
        .isEqualTo("Hello");
  }
}
