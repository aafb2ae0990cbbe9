package dev.patchbay.plugin.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiFactoryTest {
  private static ChatCall.Builder call() {
    return ChatCall.builder("some-model", List.of(Message.of(Message.USER, "Hi")));
  }

  private static Outbound request(Provider provider, ChatCall call) {
    return ((Exchange<ChatEvent>) provider.chat(call)).request();
  }

  @Test
  void create_nothingConfigured_isOpenAi() {
    Provider provider = Wire.provider(null, Map.of());
    Outbound request = request(provider, call().build());
    assertThat(provider.origins()).containsExactly(URI.create("https://api.openai.com"));
    assertThat(request.target()).isEqualTo("/v1/chat/completions");
    assertThat(request.headers())
        .containsExactly(
            "accept",
            "application/json",
            "content-type",
            "application/json",
            "authorization",
            "Bearer sk-test");
  }

  @Test
  void create_organizationAndProject_areHeaders() {
    Provider provider = Wire.provider(null, Map.of("organization", "org-1", "project", "proj_2"));
    assertThat(request(provider, call().stream(true).build()).headers())
        .containsSubsequence("accept", "text/event-stream")
        .containsSubsequence("openai-organization", "org-1", "openai-project", "proj_2");
  }

  @Test
  void create_noKey_sendsNone() {
    EndpointConfig config =
        new EndpointConfig("e", URI.create("http://127.0.0.1:8000/v1"), null, null, Settings.NONE);
    Provider provider = new OpenAiFactory().create(config, new TestContext(Instant.EPOCH));
    assertThat(request(provider, call().build()).headers()).doesNotContain("authorization");
  }

  @Test
  void create_keyWithLineBreak_isToldWithoutIt() {
    EndpointConfig config =
        new EndpointConfig("e", null, Secret.of("sk-secret\n"), null, Settings.NONE);
    assertThatThrownBy(() -> new OpenAiFactory().create(config, new TestContext(Instant.EPOCH)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("api-key holds the character U+000A")
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void create_limitField_isTheConfiguredOne() {
    Sampling sampling = Sampling.builder().maxOutput(5).build();
    Provider provider = Wire.provider(null, Map.of("max-tokens-field", "max_tokens"));
    Exchange<ChatEvent> exchange =
        (Exchange<ChatEvent>) provider.chat(call().sampling(sampling).build());
    assertThat(RecordedRequestTest.body(exchange)).contains("\"max_tokens\":5");
  }

  @Test
  void capabilities_knownFamiliesAndSnapshots_areData() {
    Provider openAi = Wire.provider(null, Map.of());
    assertThat(openAi.capabilities("gpt-4o-2024-08-06").contextWindow()).hasValue(128_000);
    assertThat(openAi.capabilities("gpt-4o-2024-05-13").has(Capabilities.JSON_SCHEMA)).isFalse();
    assertThat(openAi.capabilities("gpt-5").has(Capabilities.REASONING)).isTrue();
    assertThat(openAi.capabilities("gpt-4o-audio-preview")).isSameAs(Capabilities.UNKNOWN);
    assertThat(Wire.provider("http://127.0.0.1:1/v1", Map.of()).capabilities("gpt-4o"))
        .isSameAs(Capabilities.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "prefix", "vllm"})
  void capabilities_prefillConfigured_isTheOneFeatureThatIsSure(String prefill) {
    Provider host = Wire.provider("http://127.0.0.1:1/v1", Map.of("prefill", prefill));
    Capabilities capabilities = host.capabilities("any-model");
    assertThat(capabilities.features()).containsExactly(Capabilities.ASSISTANT_PREFILL);
    assertThat(capabilities.isKnown()).isFalse();
    assertThat(capabilities.contextWindow()).isEmpty();
  }

  @Test
  void create_prefillAtOpenAi_isRefused() {
    assertThatThrownBy(() -> Wire.provider(null, Map.of("prefill", "plain")))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("must be none");
    assertThat(Wire.provider(null, Map.of("prefill", "none")).capabilities("gpt-4o").isKnown())
        .isTrue();
  }

  @Test
  void capabilities_embeddings_areOfEmbeddingModelsAlone() {
    Provider openAi = Wire.provider(null, Map.of());
    for (String model :
        List.of("text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002")) {
      assertThat(openAi.capabilities(model).features()).containsExactly(Capabilities.EMBEDDINGS);
    }
    assertThat(openAi.capabilities("gpt-4o").isKnown()).isTrue();
    assertThat(openAi.capabilities("gpt-4o").has(Capabilities.EMBEDDINGS)).isFalse();
    assertThat(openAi.capabilities("text-embedding-4")).isSameAs(Capabilities.UNKNOWN);
    assertThat(
            Wire.provider("http://127.0.0.1:1/v1", Map.of()).capabilities("text-embedding-3-small"))
        .isSameAs(Capabilities.UNKNOWN);
  }

  @Test
  void embed_nothingConfigured_isPostedToOpenAi() {
    EmbedCall call = EmbedCall.builder("m", List.of(new EmbedInput.Text("a"))).build();
    Exchange<EmbedEvent> exchange =
        (Exchange<EmbedEvent>) Wire.provider(null, Map.of()).embed(call);
    assertThat(exchange.request().target()).isEqualTo("/v1/embeddings");
    assertThat(exchange.request().headers()).contains("authorization", "Bearer sk-test");
    assertThat(exchange.dialect()).as("frames that the caller did not ask for").isNull();
  }

  @Test
  void service_loaded_offersTheOneProvider() {
    assertThat(ServiceLoader.load(ProviderPlugin.class))
        .singleElement()
        .satisfies(plugin ->
            assertThat(plugin.providers())
                .singleElement()
                .extracting(factory -> factory.name())
                .isEqualTo("openai"));
  }
}
