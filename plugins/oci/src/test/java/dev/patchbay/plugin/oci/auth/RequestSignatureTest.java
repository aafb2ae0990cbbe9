package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.auth.StringPrivateKeySupplier;
import com.oracle.bmc.http.signing.DefaultRequestSigner;
import com.oracle.bmc.http.signing.RequestSigner;
import dev.patchbay.spi.Outbound;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RequestSignatureTest {
  private static final Instant NOW = Instant.parse("2026-11-05T08:04:09Z");
  private static final List<String> HEADERS =
      List.of("accept", "application/json", "content-type", "application/json");
  private static final String KEY_ID = "ocid1.tenancy.oc1..t/ocid1.user.oc1..u/20:3b";

  private static List<ByteBuffer> pieces(String... texts) {
    return List.of(texts).stream().map(text -> ByteBuffer.wrap(text.getBytes(UTF_8))).toList();
  }

  private static Map<String, String> signed(SigningKey key, String host, Outbound request)
      throws Exception {
    Map<String, String> headers = new TreeMap<>();
    new RequestSignature(key, host).sign(request, NOW, headers::put);
    return headers;
  }

  /** The parameters of an authorization, whose order is free. */
  private static Map<String, String> parameters(String authorization) {
    assertThat(authorization).startsWith("Signature ");
    Map<String, String> parameters = new TreeMap<>();
    Matcher each = Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(authorization);
    while (each.find()) {
      parameters.put(each.group(1), each.group(2));
    }
    return parameters;
  }

  @Test
  void sign_anyPost_isAsTheLibrarySigns() throws Exception {
    TestKeys keys = TestKeys.generate();
    RequestSigner library =
        DefaultRequestSigner.createRequestSigner(
            SimpleAuthenticationDetailsProvider.builder()
                .tenantId("ocid1.tenancy.oc1..t")
                .userId("ocid1.user.oc1..u")
                .fingerprint("20:3b")
                .privateKeySupplier(new StringPrivateKeySupplier(keys.pem()))
                .build());
    String body = "{\"a\":\"ü\"}";
    Outbound request =
        Outbound.post("/20231130/actions/chat?x=a%20b", HEADERS, pieces("{\"a\":", "\"ü\"}"));
    Map<String, String> ours =
        signed(new SigningKey(KEY_ID, keys.key()), "h.example:8443", request);
    Map<String, String> theirs =
        library.signRequest(
            URI.create("https://h.example:8443/20231130/actions/chat?x=a%20b"),
            "POST",
            Map.of(
                "date",
                List.of("Thu, 05 Nov 2026 08:04:09 GMT"),
                "content-type",
                List.of("application/json")),
            body);
    assertThat(ours).containsEntry("date", "Thu, 05 Nov 2026 08:04:09 GMT");
    assertThat(ours.get("x-content-sha256")).isEqualTo(theirs.get("x-content-sha256"));
    assertThat(parameters(ours.getOrDefault("authorization", "")))
        .isEqualTo(parameters(theirs.getOrDefault("authorization", "")));
    assertThat(request.body().get(1).remaining()).as("body is read, not used up").isPositive();
  }

  /**
   * Oracle's published example of a POST (its documentation "Request Signatures", and {@code
   * common/http_signer_test.go} of its Go SDK): the signature given there is one of the very text
   * that we sign. Its private key is left out; its date is no real day, so that the text is built
   * from it alone.
   */
  @Test
  void signingString_publishedExample_hasThePublishedSignature() throws Exception {
    String body =
        """
        {
            "compartmentId": "ocid1.compartment.oc1..aaaaaaaam3we6vgnherjq5q2idnccdflvjsnog7mlr6rtdb25gilchfeyjxa",
            "instanceId": "ocid1.instance.oc1.phx.abuw4ljrlsfiqw6vzzxb43vyypt4pkodawglp3wqxjqofakrwvou52gb6s5a",
            "volumeId": "ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q"
        }\
        """;
    Outbound request = Outbound.post("/20160918/volumeAttachments", HEADERS, pieces(body));
    String text =
        RequestSignature.text(
            request, "iaas.us-phoenix-1.oraclecloud.com", "Thu, 05 Jan 2014 21:31:40 GMT");
    assertThat(text)
        .isEqualTo(
            """
            date: Thu, 05 Jan 2014 21:31:40 GMT
            (request-target): post /20160918/volumeAttachments
            host: iaas.us-phoenix-1.oraclecloud.com
            content-length: 316
            content-type: application/json
            x-content-sha256: V9Z20UJTvkvpJ50flBzKE32+6m2zJjweHpDMX/U4Uy0=\
            """);
    BigInteger modulus =
        new BigInteger(
            1,
            Base64.getDecoder()
                .decode(
                    "whRDRsN98hoocvdqQ42UIZdAt+qzyY/gr30gvPqtvIcQNetUBTVHdd8Lgk1HKtEHdqrAXv9oRcnN"
                        + "gwiSYNIdS+/PumeFDEexDnKX3VBPR395v4bPhVEeObgSXgytR0hRw/Gxyg+pL/BTxnyU6LX"
                        + "PtsYycKGIvtYaqdXyHpGsbMk="));
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
    Signature published = Signature.getInstance("SHA256withRSA");
    published.initVerify(key);
    published.update(text.getBytes(UTF_8));
    assertThat(
            published.verify(
                Base64.getDecoder()
                    .decode(
                        "Mje8vIDPlwIHmD/cTDwRxE7HaAvBg16JnVcsuqaNRim23fFPgQfLoOOxae6WqKb1uPjYEl0qId"
                            + "azWaBy/Ml8DRhqlocMwoSXv0fbukP8J5N80LCmzT/FFBvIvTB91XuXI3hYfP9Zt1l7S6"
                            + "ieVadHUfqBedWH0itrtPJBgKmrWso=")))
        .isTrue();
  }

  @Test
  void sign_withoutContentType_isRefused() throws Exception {
    SigningKey key = new SigningKey(KEY_ID, TestKeys.generate().key());
    Outbound request = Outbound.post("/", List.of(), pieces("{}"));
    assertThatThrownBy(() -> signed(key, "h", request)).isInstanceOf(IllegalStateException.class);
    assertThat(new RequestSignature(key, "h").heavy()).isTrue();
    assertThat(new RequestSignature(key, "h").toString()).doesNotContain(KEY_ID);
  }
}
