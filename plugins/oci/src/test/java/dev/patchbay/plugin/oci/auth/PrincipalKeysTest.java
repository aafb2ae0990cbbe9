package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import dev.patchbay.spi.CredentialSource.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Oracle's library does through our HTTP, against stand-ins of the services that it asks. */
final class PrincipalKeysTest {
  private static final String V2 = "/opc/v2/";
  private static final String TENANCY = "ocid1.tenancy.oc1..t";
  private static final Instant END =
      Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);

  /** Regions older than the metadata service's second version are told by their short names. */
  @ParameterizedTest
  @CsvSource({
    "us-chicago-1, auth.us-chicago-1.oraclecloud.com",
    "iad, auth.us-ashburn-1.oraclecloud.com",
    "xx-newest-9, auth.xx-newest-9.oraclecloud.com"
  })
  void fetch_instance_asksItsMetadataAndTheRegionsFederation(
      String region, String host, @TempDir Path leafFolder, @TempDir Path serverFolder)
      throws Exception {
    TestCertificate leaf = TestCertificate.make(leafFolder, "CN=i,OU=opc-tenant:" + TENANCY);
    TestCertificate server = TestCertificate.make(serverFolder, "CN=auth", "dns:" + host);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (StandIn metadata = metadata(region, leaf);
        StandIn federation =
            StandIn.open(server.serving()).answering("/v1/x509", 200, PrincipalKeysTest::issue);
        WholeNet net = new WholeNet(metadata, federation, server)) {
      Fetched<SigningKey> fetched =
          new KeySource(Kind.INSTANCE, null, null, InstantSource.system()).fetch();
      assertThat(net.plainHosts()).containsOnly("169.254.169.254");
      assertThat(net.secureHosts()).containsOnly(host + ":443");
      assertThat(metadata.asked())
          .allSatisfy(
              asked -> assertThat(asked.headers()).containsEntry("authorization", "Bearer Oracle"))
          .extracting(StandIn.Asked::path)
          .contains(V2 + "instance/region", V2 + "identity/intermediate.pem");
      check(fetched, federation.lastAsked("/v1/x509"), leaf, host);
    }
    noThreadsSince(before);
  }

  private static StandIn metadata(String region, TestCertificate leaf) throws Exception {
    String pem = leaf.pem();
    String key = TestKeys.pem("PRIVATE KEY", leaf.key().getEncoded());
    return StandIn.open(null)
        .answering(V2 + "instance/region", 200, asked -> region)
        .answering(V2 + "identity/cert.pem", 200, asked -> pem)
        .answering(V2 + "identity/key.pem", 200, asked -> key)
        .answering(V2 + "identity/intermediate.pem", 200, asked -> pem);
  }

  /** The token is for the key that was announced, and asked for in the certificate's name. */
  private static void check(
      Fetched<SigningKey> fetched, StandIn.Asked federation, TestCertificate leaf, String host)
      throws Exception {
    SigningKey key = fetched.value();
    assertThat(key.keyId()).startsWith("ST$");
    assertThat(key.key().getModulus()).isEqualTo(publicKey(federation.body()).getModulus());
    assertThat(fetched.expiresAt()).isEqualTo(END);
    assertThat(federation.headers()).containsEntry("host", host);
    assertThat(federation.headers().get("authorization"))
        .contains("keyId=\"" + TENANCY + "/fed-x509-sha256/" + fingerprint(leaf) + "\"")
        .contains("headers=\"date (request-target) host content-length content-type");
    byte[] body = federation.body().getBytes(UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
    assertThat(federation.headers())
        .containsEntry("x-content-sha256", Base64.getEncoder().encodeToString(digest));
  }

  private static void noThreadsSince(Set<Thread> before) {
    assertThat(Thread.getAllStackTraces().keySet().stream().filter(one -> !before.contains(one)))
        .as("threads of the library or of its HTTP")
        .noneMatch(one -> one.getName().matches("(?i).*(oci|bmc|resilience|vavr|jersey|utf8).*"))
        .noneMatch(one ->
            !one.getName().startsWith("HTTP-Dispatcher")
                && one.getContextClassLoader() != null
                && one.getContextClassLoader() != ClassLoader.getSystemClassLoader());
  }

  @Test
  void fetch_machineOfAnotherCloud_isToldAtOnce(@TempDir Path folder) throws Exception {
    TestCertificate nobody = TestCertificate.make(folder, "CN=nobody");
    try (StandIn metadata = StandIn.open(null).answering(V2, 404, asked -> "no such thing");
        StandIn federation = StandIn.open(nobody.serving());
        WholeNet net = new WholeNet(metadata, federation, nobody)) {
      KeySource source = new KeySource(Kind.INSTANCE, null, null, InstantSource.system());
      assertThatThrownBy(source::fetch)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("HTTP 404");
      assertThat(net.secureHosts()).as("nothing was sent").isEmpty();
    }
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
