package dev.patchbay.plugin.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.testkit.TestContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class VertexFactoryTest {
  private static Exchange<ChatEvent> chat(Provider provider, String model, boolean stream) {
    return (Exchange<ChatEvent>)
        provider.chat(
            ChatCall.builder(model, List.of(Message.of(Message.USER, "Hi"))).stream(stream)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,https://aiplatform.googleapis.com,global",
        "global,https://aiplatform.googleapis.com,global",
        "europe-west4,https://europe-west4-aiplatform.googleapis.com,europe-west4",
        "eu,https://aiplatform.eu.rep.googleapis.com,eu"
      })
  void create_region_isHostAndLocation(@Nullable String region, String origin, String location) {
    Provider provider = Wire.provider(region, Map.of());
    assertThat(provider.origins().get(0)).hasToString(origin);
    assertThat(chat(provider, "gemini-2.5-flash", true).request().target())
        .isEqualTo(
            "/v1/projects/example-project/locations/"
                + location
                + "/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-pro,publishers/google/models/gemini-2.5-pro:generateContent",
    "endpoints/123,endpoints/123:generateContent",
    "claude-opus-4-1@20250805,publishers/anthropic/models/claude-opus-4-1@20250805:rawPredict",
    "anthropic/claude-haiku-4-5,publishers/anthropic/models/claude-haiku-4-5:rawPredict",
    "google/gemini-2.5-pro,endpoints/openapi/chat/completions",
    "meta/llama-4-maverick-maas,endpoints/openapi/chat/completions"
  })
  void chat_model_tellsTheApi(String model, String path) {
    assertThat(chat(Wire.provider(null, Map.of()), model, false).request().target())
        .isEqualTo("/v1/projects/example-project/locations/global/" + path);
  }

  @Test
  void chat_apiSet_holdsForAllModels() {
    Provider provider = Wire.provider(null, Map.of("api", "gemini"));
    assertThat(chat(provider, "google/gemini-2.5-pro", false).request().target())
        .endsWith("/publishers/google/models/gemini-2.5-pro:generateContent");
    assertThat(chat(provider, "../x", false).request().target())
        .endsWith("/publishers/google/models/..%2Fx:generateContent");
  }

  @Test
  void chat_claude_saysVersionInTheBodyAndBetasInAHeader() {
    Provider provider = Wire.provider(null, Map.of("betas", List.of("a-1", "b-2")));
    Exchange<ChatEvent> exchange = chat(provider, "claude-haiku-4-5", true);
    assertThat(exchange.request().target()).endsWith(":streamRawPredict");
    assertThat(exchange.request().headers())
        .containsSubsequence("anthropic-beta", "a-1,b-2")
        .containsSubsequence("authorization", "Bearer ya29.ready");
    assertThat(Requests.json(exchange).path("anthropic_version").asString())
        .isEqualTo("vertex-2023-10-16");
    assertThat(Requests.json(exchange).has("model")).isFalse();
    assertThat(Requests.json(exchange).path("stream").asBoolean()).isTrue();
  }

  @Test
  void chat_completions_nameTheModelWithItsPublisher() {
    Exchange<ChatEvent> exchange =
        chat(Wire.provider(null, Map.of()), "meta/llama-4-maverick-maas", true);
    assertThat(Requests.json(exchange).path("model").asString())
        .isEqualTo("meta/llama-4-maverick-maas");
  }

  private static Exchange<EmbedEvent> embed(EmbedCall.Builder call) {
    return (Exchange<EmbedEvent>) Wire.provider("us-central1", Map.of()).embed(call.build());
  }

  private static EmbedCall.Builder texts(String model, String... texts) {
    return EmbedCall.builder(
        model, List.of(texts).stream().<EmbedInput>map(EmbedInput.Text::new).toList());
  }

  @Test
  void embed_olderModels_arePredicted() {
    Exchange<EmbedEvent> exchange =
        embed(texts("text-embedding-005", "a", "b").dimensions(8).purpose("query").truncate(false));
    assertThat(exchange.request().target())
        .endsWith("/publishers/google/models/text-embedding-005:predict");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"instances":[{"task_type":"RETRIEVAL_QUERY","content":"a"},
                       {"task_type":"RETRIEVAL_QUERY","content":"b"}],
                     "parameters":{"outputDimensionality":8,"autoTruncate":false}}
                    """));
  }

  @Test
  void embed_newerModels_takeOneContent() {
    Exchange<EmbedEvent> exchange = embed(texts("gemini-embedding-2", "a").dimensions(8));
    assertThat(exchange.request().target()).endsWith("gemini-embedding-2:embedContent");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"content":{"parts":[{"text":"a"}]},
                     "embedContentConfig":{"outputDimensionality":8}}
                    """));
    assertThatThrownBy(() -> embed(texts("gemini-embedding-2", "a", "b")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("inputs");
  }

  private static void refused(String key, EndpointConfig config) {
    assertThatThrownBy(() -> new VertexFactory().create(config, new TestContext(Wire.NOW)))
        .isInstanceOfSatisfying(SettingException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void create_wrongSettings_areNamed() {
    refused("project", Wire.endpoint(null, "t", null, Map.of("project", "a/b")));
    refused("region", Wire.endpoint(null, "t", "us central", Map.of()));
    refused("api-key", Wire.endpoint(null, "t\n", null, Map.of()));
    refused("betas", Wire.endpoint(null, "t", null, Map.of("betas", List.of("a,b"))));
    refused(
        "credentials-file", Wire.endpoint(null, "t", null, Map.of("credentials-file", "a.json")));
  }
}
