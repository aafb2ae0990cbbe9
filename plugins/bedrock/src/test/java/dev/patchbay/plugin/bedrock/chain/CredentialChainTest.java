package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each source of the chain, and their order. */
final class CredentialChainTest extends ChainTest {

  @Test
  void fetch_bearerToken_isTakenFirst() throws Exception {
    Map<String, String> environment = environment();
    environment.put("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-x");
    environment.put("AWS_ACCESS_KEY_ID", "AKID");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    assertThat(fetch(environment).getFirst()).startsWith("bearer bedrock-api-key-x refresh");
  }

  @Test
  void fetch_environment_isKeysWithoutEnd() throws Exception {
    Map<String, String> environment = environment();
    environment.put("AWS_ACCESS_KEY_ID", "AKID");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_SESSION_TOKEN", "token");
    assertThat(fetch(environment))
        .containsExactly(
            "keys AKID secret token refresh 2026-11-24T12:15:00Z end 2036-11-21T12:00:00Z",
            NO_THREADS);
  }

  @Test
  void fetch_profile_isTheNamedOne() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("credentials"),
            "[default]\naws_access_key_id = A\naws_secret_access_key = a\n"
                + "[other]\naws_access_key_id = B\naws_secret_access_key = b\n");
    Map<String, String> environment = environment();
    environment.put("AWS_SHARED_CREDENTIALS_FILE", file.toString());
    assertThat(fetch(environment).getFirst()).startsWith("keys A a - refresh");
    environment.put("AWS_PROFILE", "other");
    assertThat(fetch(environment).getFirst()).startsWith("keys B b - refresh");
    // A configured profile wins over all that the environment says.
    environment.put("AWS_ACCESS_KEY_ID", "AKID");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_BEARER_TOKEN_BEDROCK", "token");
    assertThat(fetch(environment, "default").getFirst()).startsWith("keys A a - refresh");
  }

  private static String keys(String id) {
    return "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"LastUpdated\":\"2026-11-24T11:00:00Z\","
        + "\"AccessKeyId\":\""
        + id
        + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"2026-11-24T18:00:00Z\"}";
  }

  @Test
  void fetch_containerByFullUri_sendsItsToken() throws Exception {
    answer("/creds", keys("CONTAINER"));
    Map<String, String> environment = environment();
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url() + "/creds");
    Path token = Files.writeString(folder.resolve("token"), "secret-of-the-pod");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    assertThat(fetch(environment).getFirst())
        .isEqualTo("keys CONTAINER s t refresh 2026-11-24T17:50:00Z end 2026-11-24T18:00:00Z");
    assertThat(asked).containsExactly("GET /creds [authorization=secret-of-the-pod] ");
  }

  @Test
  void fetch_containerByRelativeUri_isAtItsService() throws Exception {
    answer("/v2/creds", keys("TASK"));
    Map<String, String> environment = environment();
    environment.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/creds");
    environment.put("AWS_CONTAINER_SERVICE_ENDPOINT", url());
    assertThat(fetch(environment).getFirst()).startsWith("keys TASK s t refresh");
    assertThat(asked).containsExactly("GET /v2/creds [] ");
  }

  @Test
  void fetch_instance_asksForASessionFirst() throws Exception {
    answer("/latest/api/token", "session");
    server.createContext("/latest/meta-data/iam/security-credentials", this::imds);
    server.createContext("/latest/meta-data/iam/security-credentials-extended", this::imds);
    Map<String, String> environment = environment();
    environment.remove("AWS_EC2_METADATA_DISABLED");
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", url());
    List<String> printed = fetch(environment);
    assertThat(printed.getFirst())
        .isEqualTo("keys INSTANCE s t refresh 2026-11-24T17:50:00Z end 2026-11-24T18:00:00Z");
    assertThat(printed.getLast()).isEqualTo(NO_THREADS);
    assertThat(asked.getFirst()).startsWith("PUT /latest/api/token [x-aws-ec2-metadata-token-ttl");
    assertThat(asked.getLast()).contains("x-aws-ec2-metadata-token=session");
  }

  private void imds(HttpExchange exchange) throws IOException {
    note(exchange);
    boolean role = exchange.getRequestURI().getPath().endsWith("/my-role");
    byte[] bytes = (role ? keys("INSTANCE") : "my-role").getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void fetch_nothing_tellsWhatWasTried() throws Exception {
    assertThat(fetch(environment()).getFirst())
        .startsWith("failed no AWS credentials: ")
        .contains("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "IMDS");
  }
}
