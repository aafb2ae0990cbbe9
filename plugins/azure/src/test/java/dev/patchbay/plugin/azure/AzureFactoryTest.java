package dev.patchbay.plugin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AzureFactoryTest {
  private static ChatCall.Builder call() {
    return ChatCall.builder("my gpt/4o", List.of(Message.of(Message.USER, "Hi")));
  }

  private static Exchange<ChatEvent> chat(Provider provider) {
    Sampling sampling = Sampling.builder().maxOutput(5).build();
    return (Exchange<ChatEvent>) provider.chat(call().sampling(sampling).stream(true).build());
  }

  private static Outbound request(Map<String, Object> settings) {
    return chat(Wire.provider(settings)).request();
  }

  @Test
  void chat_noVersion_isV1WithTheDeploymentInTheBody() {
    Exchange<ChatEvent> exchange = chat(Wire.provider(Map.of()));
    assertThat(exchange.request().target()).isEqualTo("/openai/v1/chat/completions");
    assertThat(exchange.request().headers())
        .containsExactly(
            "accept",
            "text/event-stream",
            "content-type",
            "application/json",
            "api-key",
            "az-test");
    assertThat(Requests.json(exchange).path("model").asString()).isEqualTo("my gpt/4o");
    assertThat(Requests.json(exchange).path("max_completion_tokens").asInt()).isEqualTo(5);
  }

  @Test
  void chat_version_isADeploymentsRoute() {
    assertThat(request(Map.of("api-version", "2024-10-21")).target())
        .isEqualTo("/openai/deployments/my%20gpt%2F4o/chat/completions?api-version=2024-10-21");
  }

  @Test
  void chat_oldVersion_isNotAskedForUsage() {
    Provider old = Wire.provider(Map.of("api-version", "2024-02-01"));
    assertThat(Requests.body(chat(old))).doesNotContain("stream_options");
    Provider later = Wire.provider(Map.of("api-version", "2024-10-21"));
    assertThat(Requests.body(chat(later))).contains("stream_options");
  }

  @Test
  void chat_models_isFoundrysRoute() {
    Exchange<ChatEvent> exchange = chat(Wire.provider(Map.of("route", "models")));
    assertThat(exchange.request().target())
        .isEqualTo("/models/chat/completions?api-version=2024-05-01-preview");
    assertThat(exchange.request().headers())
        .containsSubsequence("extra-parameters", "pass-through");
    assertThat(Requests.json(exchange).path("max_tokens").asInt()).isEqualTo(5);
  }

  @Test
  void responses_haveNoRouteByDeployment() {
    assertThat(request(Map.of("api", "responses")).target()).isEqualTo("/openai/v1/responses");
    assertThat(request(Map.of("api", "responses", "api-version", "2025-04-01-preview")).target())
        .isEqualTo("/openai/responses?api-version=2025-04-01-preview");
  }

  @Test
  void embed_followsTheRoute() {
    EmbedCall call = EmbedCall.builder("e", List.of(new EmbedInput.Text("Hi"))).build();
    Provider provider = Wire.provider(Map.of("api-version", "2024-10-21"));
    assertThat(((Exchange<EmbedEvent>) provider.embed(call)).request().target())
        .isEqualTo("/openai/deployments/e/embeddings?api-version=2024-10-21");
  }

  @Test
  void chat_dotsForADeployment_areRefused() {
    Provider provider = Wire.provider(Map.of("api-version", "2024-10-21"));
    assertThatThrownBy(() -> provider.chat(call().model("..").build()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("'..'");
  }

  @ParameterizedTest
  @CsvSource({
    "api-version,2024?x",
    "authority-host,http://entra.example",
    "client-id,a b",
    "client-secret,s3cret",
  })
  void create_badSetting_isNamed(String key, String value) {
    assertThatThrownBy(() -> Wire.create(Wire.endpoint(null, Map.of(key, value))))
        .isInstanceOf(SettingException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void create_keyAndEntra_isRefused() {
    assertThatThrownBy(() -> Wire.provider(Map.of("tenant-id", "t")))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("tenant-id"));
  }

  @ParameterizedTest
  @CsvSource({",", "https://r.openai.azure.com/openai", "https://r.openai.azure.com/openai/v1/"})
  void create_badBaseUrl_isNamed(@Nullable String url) {
    URI uri = url == null ? null : URI.create(url);
    var config = new EndpointConfig("e", uri, Secret.of("k"), null, Settings.NONE);
    assertThatThrownBy(() -> Wire.create(config))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("base-url"));
  }

  @Test
  void capabilities_deploymentNamedLikeItsModel_areItsModels() {
    Provider provider = Wire.provider(Map.of());
    assertThat(provider.capabilities("gpt-4o").has(Capabilities.TOOLS)).isTrue();
    assertThat(provider.capabilities("ours")).isSameAs(Capabilities.UNKNOWN);
  }

  /** Hands out one token and keeps what is said of it. */
  private static final class OneToken implements ProviderContext {
    private final List<Object> rejected = new ArrayList<>();

    @Override
    public InstantSource time() {
      return () -> Instant.EPOCH;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <C> Credentials<C> credentials(CredentialSource<C> source) {
      return new Credentials<>() {
        @Override
        public C current() {
          return (C) Secret.of("token-1");
        }

        @Override
        public void rejected(C value) {
          rejected.add(value);
        }
      };
    }
  }

  @Test
  void chat_noKey_sendsATokenAndTellsOfItsRefusal() {
    OneToken context = new OneToken();
    Provider provider = new AzureFactory().create(Wire.endpoint(null, Map.of()), context);
    Exchange<ChatEvent> exchange = chat(provider);
    assertThat(exchange.request().headers())
        .containsSubsequence("authorization", "Bearer token-1")
        .doesNotContain("api-key");
    exchange.decoder().head(refused(), event -> {});
    assertThat(context.rejected).containsExactly(Secret.of("token-1"));
  }

  private static ResponseHead refused() {
    return new ResponseHead() {
      @Override
      public int status() {
        return 401;
      }

      @Override
      public @Nullable String header(String name) {
        return null;
      }
    };
  }
}
