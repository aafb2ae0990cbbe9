package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each source of the chain against a stand-in of its service, in a process of its own. */
final class CredentialChainTest {
  private static final String NOW = "2026-11-24T12:00:00Z";
  private static final String NO_THREADS = "threads []";

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          note(exchange);
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private void note(HttpExchange exchange) throws IOException {
    List<String> told = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("x-aws") || lower.equals("authorization")) {
            told.add(lower + "=" + values.getFirst());
          }
        });
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(
        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + told + " " + body);
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> variables = new HashMap<>();
    Path none = Files.writeString(folder.resolve("none"), "");
    variables.put("AWS_CONFIG_FILE", none.toString());
    variables.put("AWS_SHARED_CREDENTIALS_FILE", none.toString());
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    return variables;
  }

  private static List<String> fetch(Map<String, String> environment, String... profile)
      throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ChainProbe.class.getName());
    command.add(NOW);
    command.addAll(List.of(profile));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    List<String> lines;
    try (var out = process.inputReader(UTF_8)) {
      lines = out.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    return lines;
  }

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
  void fetch_webIdentity_tradesTheToken() throws Exception {
    answer(
        "/",
        """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult><Credentials>
            <SessionToken>t/1</SessionToken><SecretAccessKey>s</SecretAccessKey>
            <Expiration>2026-11-24T12:10:00Z</Expiration><AccessKeyId>WEB</AccessKeyId>
          </Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """);
    Map<String, String> environment = environment();
    Path token = Files.writeString(folder.resolve("token"), "ey.J+w/t\n");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/r");
    environment.put("AWS_ENDPOINT_URL_STS", url() + "/");
    assertThat(fetch(environment).getFirst())
        .isEqualTo("keys WEB s t/1 refresh 2026-11-24T12:05:00Z end 2026-11-24T12:10:00Z");
    assertThat(asked)
        .containsExactly(
            "POST / [] Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=patchbay"
                + "&WebIdentityToken=ey.J%2Bw%2Ft");
  }

  @Test
  void fetch_nothing_tellsWhatWasTried() throws Exception {
    assertThat(fetch(environment()).getFirst())
        .startsWith("failed no AWS credentials: ")
        .contains("AWS_ACCESS_KEY_ID", "no web identity is set", "IMDS");
  }
}
