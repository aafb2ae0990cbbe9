package dev.patchbay.plugin.azure.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.CredentialSource.Fetched;
import dev.patchbay.spi.Secret;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way to a token, against a stand-in of its service. */
@Timeout(120)
final class EntraTokensTest {
  private static final String TENANT = "11111111-1111-1111-1111-111111111111";
  private static final String SCOPE = "https://cognitiveservices.azure.com/.default";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static Identity client(TokenService service, @Nullable String secret) {
    return new Identity(
        TENANT, "client", secret == null ? null : Secret.of(secret), SCOPE, service.address());
  }

  @Test
  void fetch_clientSecret_isAskedForTheScope() throws Exception {
    try (TokenService service = TokenService.secure(folder)) {
      EntraTokens tokens = new EntraTokens(client(service, "s3cret"));
      Fetched<Secret> first = tokens.fetch();
      assertThat(first.value()).isEqualTo(Secret.of("token-1"));
      assertThat(first.expiresAt()).isBetween(in(Duration.ofMinutes(55)), in(Duration.ofHours(1)));
      assertThat(Duration.between(first.refreshAt(), first.expiresAt()))
          .isEqualTo(Duration.ofMinutes(4));
      assertThat(service.asked())
          .singleElement()
          .asString()
          .startsWith("POST /" + TENANT + "/oauth2/v2.0/token ")
          .contains("grant_type=client_credentials", "client_secret=s3cret", "client_id=client")
          .contains("cognitiveservices.azure.com%2F.default");
    }
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time);
  }

  /** A token that was refused must not come out of a cache. */
  @Test
  void fetch_again_isAnotherToken() throws Exception {
    try (TokenService service = TokenService.secure(folder)) {
      EntraTokens tokens = new EntraTokens(client(service, "s3cret"));
      assertThat(tokens.fetch().value()).isNotEqualTo(tokens.fetch().value());
    }
  }

  @Test
  void fetch_refused_tellsTheReasonWithoutTheSecret() throws Exception {
    try (TokenService service = TokenService.secure(folder)) {
      service.refuse();
      EntraTokens tokens = new EntraTokens(client(service, "s3cret"));
      assertThatThrownBy(tokens::fetch)
          .hasMessageContaining("AADSTS7000215")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void fetch_workload_sendsItsAssertion() throws Exception {
    Path file = Files.writeString(folder.resolve("federated"), "federated-token");
    try (TokenService service = TokenService.secure(folder)) {
      Map<String, String> environment = Map.of("AZURE_FEDERATED_TOKEN_FILE", file.toString());
      EntraTokens tokens = new EntraTokens(client(service, null), environment::get);
      assertThat(tokens.fetch().value()).isEqualTo(Secret.of("token-1"));
      assertThat(service.asked().getFirst()).contains("client_assertion=federated-token");
    }
  }

  @Test
  void fetch_appService_asksItsEndpoint() throws Exception {
    try (TokenService service = TokenService.plain()) {
      String token =
          child(
              Map.of(
                  "IDENTITY_ENDPOINT",
                  service.address() + "msi/token",
                  "IDENTITY_HEADER",
                  "header-1"));
      assertThat(token).isEqualTo("token-1");
      assertThat(service.asked().getFirst())
          .startsWith("GET /msi/token?")
          .contains("resource=https%3A%2F%2Fcognitiveservices.azure.com")
          .contains(" header-1 ");
    }
  }

  @Test
  void fetch_instance_asksTheMetadataService() throws Exception {
    try (TokenService service = TokenService.plain()) {
      String address = service.address().toString().replaceAll("/$", "");
      String token = child(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", address));
      assertThat(token).isEqualTo("token-1");
      assertThat(service.asked().getFirst())
          .startsWith("GET /metadata/identity/oauth2/token?")
          .contains("client_id=assigned");
    }
  }

  /** The library reads these variables of the process itself, so it takes a process. */
  private static String child(Map<String, String> environment) throws Exception {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path"))
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
            ManagedIdentityMain.class.getName());
    builder.environment().keySet().removeIf(name -> name.matches("(AZURE|IDENTITY|MSI)_.*"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    try (var out = process.inputReader()) {
      String line = out.readLine();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return String.valueOf(line);
    } finally {
      process.destroyForcibly();
    }
  }
}
