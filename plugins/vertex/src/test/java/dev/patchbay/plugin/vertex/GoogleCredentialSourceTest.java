package dev.patchbay.plugin.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.CredentialSource.Fetched;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.testkit.TestContext;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The exchanges that Google's library does for us, at a local stand-in. */
final class GoogleCredentialSourceTest {
  @TempDir private Path folder;
  private TokenService service;

  @BeforeEach
  void startService() throws IOException {
    service = new TokenService();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  private GoogleCredentialSource source(Path file, HttpTransportFactory transport) {
    return new GoogleCredentialSource(file, transport, Instant::now);
  }

  @Test
  void fetch_serviceAccount_exchangesSignedClaims() throws Exception {
    KeyPair keys = CredentialFiles.keys();
    String tokenUri = "http://" + service.address() + "/token";
    GoogleCredentialSource source =
        source(CredentialFiles.serviceAccount(folder, keys, tokenUri), NetHttpTransport::new);
    Instant before = Instant.now();
    Fetched<GoogleToken> fetched = source.fetch();
    assertThat(fetched.value().bearer().reveal()).isEqualTo("token-1");
    assertThat(fetched.value().quotaProject()).isNull();
    assertThat(Duration.between(before, fetched.expiresAt()))
        .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(61));
    assertThat(Duration.between(fetched.refreshAt(), fetched.expiresAt()))
        .isEqualTo(Duration.ofSeconds(225));
    assertJwt(service.forms().get(0), keys);
    assertThat(source.fetch().value().bearer().reveal()).isEqualTo("token-2");
  }

  private static void assertJwt(Map<String, String> form, KeyPair keys) throws Exception {
    assertThat(form.get("grant_type")).isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] jwt = requireNonNull(form.get("assertion")).split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((jwt[0] + "." + jwt[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    JsonNode claims =
        JsonMapper.shared().readTree(new String(Base64.getUrlDecoder().decode(jwt[1]), UTF_8));
    assertThat(claims.path("iss").asString())
        .isEqualTo("robot@example-project.iam.gserviceaccount.com");
    assertThat(claims.path("scope").asString())
        .isEqualTo("https://www.googleapis.com/auth/cloud-platform");
    assertThat(claims.path("aud").asString()).isEqualTo("https://oauth2.googleapis.com/token");
  }

  /** Connects to the stand-in, whatever host is asked. */
  private NetHttpTransport redirected() {
    return new NetHttpTransport.Builder()
        .setConnectionFactory(url -> (HttpURLConnection) local(url).openConnection())
        .build();
  }

  private URL local(URL url) throws IOException {
    return URI.create("http://" + service.address() + url.getFile()).toURL();
  }

  @Test
  void chat_tokenIsRefused_asksWithTheNextOne() throws Exception {
    Path file =
        CredentialFiles.serviceAccount(
            folder, CredentialFiles.keys(), "http://" + service.address() + "/token");
    Map<String, Object> settings = Map.of("credentials-file", file.toString());
    Provider provider =
        new VertexFactory()
            .create(Wire.endpoint(null, null, null, settings), new TestContext(Instant.now()));
    Exchange<ChatEvent> first = chat(provider);
    assertThat(first.request().headers()).contains("Bearer token-1");
    assertThat(chat(provider).request().headers()).contains("Bearer token-1");
    first.decoder().head(new Refusal(), event -> {});
    assertThat(chat(provider).request().headers()).contains("Bearer token-2");
  }

  private static Exchange<ChatEvent> chat(Provider provider) {
    ChatCall call = ChatCall.builder("gemini-x", List.of(Message.of(Message.USER, "Hi"))).build();
    return (Exchange<ChatEvent>) provider.chat(call);
  }

  private record Refusal() implements ResponseHead {
    @Override
    public int status() {
      return 401;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }
  }

  @Test
  void fetch_user_refreshesAndTellsTheProjectThatPays() throws Exception {
    GoogleCredentialSource source =
        source(CredentialFiles.user(folder, "refresh-1"), this::redirected);
    Fetched<GoogleToken> fetched = source.fetch();
    assertThat(fetched.value().bearer().reveal()).isEqualTo("token-1");
    assertThat(fetched.value().quotaProject()).isEqualTo("paying-project");
    assertThat(service.forms().get(0))
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "refresh-1");
  }

  @Test
  void fetch_refused_failsWithoutTheSecret() throws Exception {
    GoogleCredentialSource source =
        source(CredentialFiles.user(folder, "revoked"), this::redirected);
    assertThatThrownBy(source::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("invalid_grant")
        .hasMessageNotContaining("secret-1");
  }

  @Test
  void fetch_fileIsMissing_failsNamingIt() {
    GoogleCredentialSource source = source(folder.resolve("none.json"), NetHttpTransport::new);
    assertThatThrownBy(source::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.json");
  }
}
