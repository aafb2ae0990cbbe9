package dev.patchbay.plugin.bedrock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Secret;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Against the vectors that Amazon publishes ("Signature Version 4 Test Suite": {@code
 * post-vanilla}, {@code post-vanilla-query}, {@code post-sts-token/post-sts-header-before}) and
 * against Amazon's own library.
 */
final class SigV4Test {
  private static final long SEED = Long.getLong("patchbay.testkit.seed", 20_261_124L);
  private static final String ID = "AKIDEXAMPLE";
  private static final Secret SECRET = Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
  private static final String TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPf"
          + "IeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQD"
          + "YwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz"
          + "+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

  private static Map<String, String> signed(
      SigV4 signatures, Outbound request, Instant now, Identity.Keys keys) throws Exception {
    Map<String, String> headers = new HashMap<>();
    signatures.with(keys).sign(request, now, headers::put);
    return headers;
  }

  private static String published(String target, @Nullable String token) throws Exception {
    SigV4 signatures = new SigV4("example.amazonaws.com", "us-east-1", "service", false);
    Identity.Keys keys = new Identity.Keys(ID, SECRET, token == null ? null : Secret.of(token));
    Outbound request = Outbound.post(target, List.of(), List.of());
    return String.valueOf(signed(signatures, request, THEN, keys).get("authorization"));
  }

  @Test
  void sign_postVanilla_isAsPublished() throws Exception {
    assertThat(published("/", null))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void sign_postVanillaQuery_isAsPublished() throws Exception {
    assertThat(published("/?Param1=value1", null))
        .endsWith("Signature=28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11");
  }

  @Test
  void sign_postStsHeaderBefore_isAsPublished() throws Exception {
    assertThat(published("/", TOKEN))
        .endsWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token,"
                + " Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
  }

  @Test
  void sign_anyRequest_isAsAmazonsLibrarySigns() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      String service = random.nextBoolean() ? "bedrock" : "bedrock-mantle";
      String region = random.nextBoolean() ? "us-east-1" : "eu-central-1";
      boolean port = random.nextBoolean();
      String host = port ? "127.0.0.1:8080" : "bedrock-runtime." + region + ".amazonaws.com";
      String target =
          "/model/" + UriEncoding.segment(text(random)) + "/" + UriEncoding.segment(text(random));
      target += random.nextInt(4) == 0 ? "?b=1&a=" + UriEncoding.segment(text(random)) : "";
      Instant now = Instant.ofEpochSecond(1_400_000_000L + random.nextInt(1_000_000_000));
      Secret token = random.nextBoolean() ? Secret.of("t/" + random.nextLong()) : null;
      Identity.Keys keys = new Identity.Keys(ID, Secret.of("s" + random.nextLong()), token);
      List<ByteBuffer> body = body(random);
      SigV4 signatures = new SigV4(host, region, service);
      Map<String, String> ours =
          signed(signatures, Outbound.post(target, List.of(), body), now, keys);
      String url = (port ? "http://" : "https://") + host + target;
      SdkHttpRequest theirs = theirs(url, body, now, keys, service, region);
      assertThat(ours.get("authorization"))
          .as("round %s of seed %s", round, SEED)
          .isEqualTo(theirs.firstMatchingHeader("Authorization").orElse(""));
      assertThat(body).allMatch(piece -> piece.position() == 0);
    }
  }

  private static String text(Random random) {
    String letters = "abcXYZ019-._~:/ üé%+&=";
    StringBuilder text = new StringBuilder("m");
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static List<ByteBuffer> body(Random random) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] piece = new byte[random.nextInt(3000)];
      random.nextBytes(piece);
      pieces.add(ByteBuffer.wrap(piece).asReadOnlyBuffer());
    }
    return pieces;
  }

  private static SdkHttpRequest theirs(
      String url,
      List<ByteBuffer> body,
      Instant now,
      Identity.Keys keys,
      String service,
      String region) {
    byte[] whole = new byte[body.stream().mapToInt(ByteBuffer::remaining).sum()];
    ByteBuffer joined = ByteBuffer.wrap(whole);
    body.forEach(piece -> joined.put(piece.duplicate()));
    AwsCredentialsIdentity identity =
        keys.sessionToken() == null
            ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretKey().reveal())
            : AwsSessionCredentialsIdentity.create(
                keys.accessKeyId(), keys.secretKey().reveal(), keys.sessionToken().reveal());
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(url)).build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(identity)
                    .request(request)
                    .payload(() -> new ByteArrayInputStream(whole))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
    return signed.request();
  }

  @Test
  void toString_ofKeys_hidesSecrets() {
    Identity.Keys keys = new Identity.Keys(ID, SECRET, Secret.of(TOKEN));
    assertThat(keys.toString()).doesNotContain(SECRET.reveal()).doesNotContain(TOKEN);
  }
}
