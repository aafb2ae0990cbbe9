package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles of IAM Identity Center: the token that a login left is traded for a role's keys. */
final class SsoTest extends ChainTest {
  private static final String CONFIG =
      """
      [sso-session corp]
      sso_region = eu-west-1
      sso_start_url = https://corp.example/start
      [profile dev]
      sso_session = corp
      sso_account_id = 123456789012
      sso_role_name = Developer
      [profile old]
      sso_start_url = https://corp.example/start
      sso_region = eu-west-1
      sso_account_id = 123456789012
      sso_role_name = Developer
      [profile worker]
      role_arn = arn:aws:iam::1:role/r
      source_profile = dev
      """;
  private static final String ASKED =
      "GET /federation/credentials?role_name=Developer&account_id=123456789012"
          + " [x-amz-sso_bearer_token=%s] ";

  /** The library does not tell the end of these keys, which live an hour at least. */
  private static final String KEYS =
      "keys SSO s t refresh 2026-11-24T12:15:00Z end 2036-11-21T12:00:00Z";

  private Map<String, String> sso() throws Exception {
    Map<String, String> environment = environment();
    environment.put("AWS_CONFIG_FILE", Files.writeString(folder.resolve("c"), CONFIG).toString());
    environment.put("AWS_ENDPOINT_URL_SSO", url());
    environment.put("AWS_ENDPOINT_URL_SSO_OIDC", url());
    environment.put("AWS_ENDPOINT_URL_STS", url());
    return environment;
  }

  private Path cached(String key, String token) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(key.getBytes(UTF_8));
    Path cache = Files.createDirectories(folder.resolve(".aws/sso/cache"));
    return Files.writeString(cache.resolve(HexFormat.of().formatHex(digest) + ".json"), token);
  }

  private static String token(String end, String further) {
    return "{\"accessToken\":\"login\",\"expiresAt\":\"" + end + "\"" + further + "}";
  }

  @BeforeEach
  void serve() {
    answer(
        "/federation/credentials",
        "{\"roleCredentials\":{\"accessKeyId\":\"SSO\",\"secretAccessKey\":\"s\","
            + "\"sessionToken\":\"t\",\"expiration\":4951195200000}}");
  }

  @Test
  void fetch_session_tradesItsToken() throws Exception {
    cached("corp", token("2126-01-01T00:00:00Z", ""));
    assertThat(fetch(sso(), "dev")).containsExactly(KEYS, NO_THREADS);
    assertThat(asked).containsExactly(ASKED.formatted("login"));
  }

  @Test
  void fetch_profileWithoutSession_tradesTheTokenOfItsStartUrl() throws Exception {
    cached("https://corp.example/start", token("2126-01-01T00:00:00Z", ""));
    assertThat(fetch(sso(), "old")).containsExactly(KEYS, NO_THREADS);
    assertThat(asked).containsExactly(ASKED.formatted("login"));
  }

  @Test
  void fetch_expiredTokenThatCanBeRenewed_isRenewedAndKept() throws Exception {
    answer("/token", "{\"accessToken\":\"renewed\",\"expiresIn\":3600,\"tokenType\":\"Bearer\"}");
    Path file =
        cached(
            "corp",
            token(
                "2026-01-01T00:00:00Z",
                ",\"refreshToken\":\"r\",\"clientId\":\"c\",\"clientSecret\":\"cs\","
                    + "\"registrationExpiresAt\":\"2126-01-01T00:00:00Z\","
                    + "\"region\":\"eu-west-1\",\"startUrl\":\"https://corp.example/start\""));
    assertThat(fetch(sso(), "dev")).containsExactly(KEYS, NO_THREADS);
    assertThat(asked.getFirst()).startsWith("POST /token ").contains("\"refreshToken\":\"r\"");
    assertThat(asked.getLast()).isEqualTo(ASKED.formatted("renewed"));
    assertThat(Files.readString(file)).contains("\"accessToken\":\"renewed\"");
  }

  @Test
  void fetch_tokenThatIsMissing_saysHowToLogIn() throws Exception {
    logInIsAsked("dev", "dev");
    logInIsAsked("old", "old");
    logInIsAsked("worker", "dev");
    assertThat(asked).isEmpty();
  }

  @Test
  void fetch_tokenThatHasExpired_saysHowToLogIn() throws Exception {
    cached("corp", token("2026-01-01T00:00:00Z", ""));
    cached("https://corp.example/start", token("2026-01-01T00:00:00Z", ""));
    logInIsAsked("dev", "dev");
    logInIsAsked("old", "old");
    assertThat(asked).isEmpty();
  }

  @Test
  void fetch_tokenThatIsRefused_saysHowToLogIn() throws Exception {
    server.removeContext("/federation/credentials");
    answer("/federation/credentials", 401, "{\"message\":\"Session token not found\"}");
    cached("corp", token("2126-01-01T00:00:00Z", ""));
    logInIsAsked("dev", "dev");
  }

  private void logInIsAsked(String profile, String login) throws Exception {
    assertThat(fetch(sso(), profile).getFirst())
        .startsWith("failed no AWS credentials: ")
        .endsWith(" (to log in, run: aws sso login --profile " + login + ")");
  }

  @Test
  void fetch_roleThatIsDenied_tellsThatAlone() throws Exception {
    server.removeContext("/federation/credentials");
    answer("/federation/credentials", 403, "{\"message\":\"No access\"}");
    cached("corp", token("2126-01-01T00:00:00Z", ""));
    assertThat(fetch(sso(), "dev").getFirst()).contains("No access").doesNotContain("log in");
  }
}
