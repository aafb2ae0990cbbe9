package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A pod, against a stand-in of its cluster's token service. */
final class WorkloadKeysTest {
  private static final String PATH = "/resourcePrincipalSessionTokens";
  private static final Instant END = Instant.parse("2026-11-24T13:00:00Z");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private WorkloadKeys pod(StandIn cluster, TestCertificate authority) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "pod-token\n");
    Path file = Files.writeString(folder.resolve("ca.crt"), authority.pem());
    return new WorkloadKeys(URI.create(cluster.url() + PATH), token, file);
  }

  private static RSAPublicKey podKey(String request) {
    String base64 = JsonMapper.shared().readTree(request).path("podKey").asString();
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String issue(String request) {
    String object = "{\"token\":\"ST$" + TestKeys.token(podKey(request), END) + "\"}";
    return Base64.getEncoder().encodeToString(object.getBytes(UTF_8));
  }

  @Test
  void key_serviceAccount_isExchangedOverTheClustersTls() throws Exception {
    TestCertificate authority = TestCertificate.make(folder, "CN=localhost");
    try (StandIn cluster =
        StandIn.open(authority.serving()).answering(PATH, 200, WorkloadKeysTest::issue)) {
      SigningKey key = pod(cluster, authority).key();
      StandIn.Asked asked = cluster.lastAsked(PATH);
      assertThat(asked.headers()).containsEntry("authorization", "Bearer pod-token");
      assertThat(key.key().getModulus()).isEqualTo(podKey(asked.body()).getModulus());
      assertThat(key.keyId()).startsWith("ST$");
      assertThat(Lifetime.end(key.keyId().substring(3))).isEqualTo(END);
    }
  }

  @Test
  void key_anotherAuthority_isNotTrusted() throws Exception {
    TestCertificate served = TestCertificate.make(folder, "CN=localhost");
    Path other = Files.createDirectory(folder.resolve("other"));
    TestCertificate trusted = TestCertificate.make(other, "CN=localhost");
    try (StandIn cluster =
        StandIn.open(served.serving()).answering(PATH, 200, WorkloadKeysTest::issue)) {
      assertThatThrownBy(() -> pod(cluster, trusted).key()).isInstanceOf(IOException.class);
      assertThat(cluster.asked()).as("the token was not sent").isEmpty();
    }
  }

  @Test
  void key_refusedOrUnreadable_isTold() throws Exception {
    TestCertificate authority = TestCertificate.make(folder, "CN=localhost");
    try (StandIn cluster =
        StandIn.open(null)
            .answering(PATH, 403, asked -> "")
            .answering("/odd" + PATH, 200, asked -> "no base64!")) {
      WorkloadKeys pod = pod(cluster, authority);
      assertThatThrownBy(pod::key)
          .hasMessageContaining("HTTP 403")
          .hasMessageContaining("enhanced");
      WorkloadKeys odd =
          new WorkloadKeys(URI.create(cluster.url() + "/odd" + PATH), pod.token(), pod.authority());
      assertThatThrownBy(odd::key).hasMessageContaining("can't be read");
    }
  }
}
