package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Oracle's library does through our HTTP, against stand-ins of the services that it asks. */
final class PrincipalKeysTest {
  private static final String TENANCY = "ocid1.tenancy.oc1..t";
  private static final Instant END =
      Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);

  @Test
  void ofInstance_metadataAndFederation_giveAToken(@TempDir Path folder) throws Exception {
    TestCertificate leaf = TestCertificate.make(folder, "CN=i,OU=opc-tenant:" + TENANCY);
    String pem = leaf.pem();
    String keyPem = TestKeys.pem("PRIVATE KEY", leaf.key().getEncoded());
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (StandIn services =
        StandIn.open(null)
            .answering("/opc/v2/instance/region", 200, asked -> "us-chicago-1")
            .answering("/opc/v2/identity/cert.pem", 200, asked -> pem)
            .answering("/opc/v2/identity/key.pem", 200, asked -> keyPem)
            .answering("/opc/v2/identity/intermediate.pem", 200, asked -> pem)
            .answering("/v1/x509", 200, PrincipalKeysTest::issue)) {
      SigningKey key =
          PrincipalKeys.ofInstance(
              InstancePrincipalsAuthenticationDetailsProvider.builder()
                  .metadataBaseUrl(services.url() + "/opc/v2")
                  .federationEndpoint(services.url()));
      assertThat(key.keyId()).startsWith("ST$");
      StandIn.Asked federation = services.lastAsked("/v1/x509");
      RSAPublicKey announced = publicKey(federation.body());
      assertThat(key.key().getModulus()).isEqualTo(announced.getModulus());
      assertThat(Lifetime.end(key.keyId().substring(3))).isEqualTo(END);
      assertThat(federation.headers().get("authorization"))
          .contains("keyId=\"" + TENANCY + "/fed-x509-sha256/" + fingerprint(leaf) + "\"")
          .contains("headers=\"date (request-target) host content-length content-type");
      assertThat(federation.headers().get("x-content-sha256"))
          .isEqualTo(
              Base64.getEncoder()
                  .encodeToString(
                      MessageDigest.getInstance("SHA-256")
                          .digest(federation.body().getBytes(UTF_8))));
      assertThat(services.lastAsked("/opc/v2/identity/cert.pem").headers())
          .containsEntry("authorization", "Bearer Oracle");
    }
    assertThat(Thread.getAllStackTraces().keySet().stream().filter(one -> !before.contains(one)))
        .as("threads of the library or of its HTTP")
        .noneMatch(one -> one.getName().matches("(?i).*(oci|bmc|resilience|vavr|jersey|utf8).*"))
        .noneMatch(one ->
            !one.getName().startsWith("HTTP-Dispatcher")
                && one.getContextClassLoader() != null
                && one.getContextClassLoader() != ClassLoader.getSystemClassLoader());
  }

  private static String issue(String request) {
    try {
      return "{\"token\":\"" + TestKeys.token(publicKey(request), END) + "\"}";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAPublicKey publicKey(String request) throws GeneralSecurityException {
    JsonNode body = JsonMapper.shared().readTree(request);
    assertThat(body.path("purpose").asString()).isEqualTo("DEFAULT");
    assertThat(body.path("intermediateCertificates").size()).isEqualTo(1);
    byte[] der = Base64.getDecoder().decode(body.path("publicKey").asString());
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
  }

  private static String fingerprint(TestCertificate leaf) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(leaf.certificate().getEncoded());
    return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
  }

  /** Version 2.2, that of functions and containers: the library takes it from the environment. */
  @Test
  void ofResource_tokenAndKeyInFiles_areTaken(@TempDir Path folder) throws Exception {
    TestKeys keys = TestKeys.generate();
    Path token = folder.resolve("rpst");
    Path pem = folder.resolve("private.pem");
    Files.writeString(token, TestKeys.token(keys.open(), END));
    Files.writeString(pem, keys.pem());
    SigningKey key =
        PrincipalKeys.key(
            ResourcePrincipalAuthenticationDetailsProvider
                .ResourcePrincipalAuthenticationDetailsProviderBuilder.build_2_2(
                pem.toString(), null, token.toString(), "us-chicago-1", "environment variable"),
            "the resource");
    assertThat(key.keyId()).isEqualTo("ST$" + Files.readString(token));
    assertThat(key.key().getModulus()).isEqualTo(keys.key().getModulus());
  }
}
