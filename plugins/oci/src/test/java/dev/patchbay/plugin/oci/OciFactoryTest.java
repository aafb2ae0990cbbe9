package dev.patchbay.plugin.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.oci.auth.RequestSignature;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OciFactoryTest {
  private static Outbound request(Provider provider) {
    return ((Exchange<?>) provider.chat(Oci.call(Oci.GENERIC).build())).request();
  }

  private static void refused(EndpointConfig config, String key) {
    assertThatThrownBy(() -> Oci.create(config))
        .isInstanceOfSatisfying(SettingException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void create_regionAlone_givesTheHost() {
    Provider provider = Oci.provider(Map.of());
    assertThat(provider.origins())
        .containsExactly(
            URI.create("https://inference.generativeai.us-chicago-1.oci.oraclecloud.com"));
    assertThat(request(provider).target()).isEqualTo("/20231130/actions/chat");
    assertThat(request(provider).headers())
        .containsExactly(
            "accept",
            "application/json",
            "content-type",
            "application/json",
            "authorization",
            "Bearer genai-key");
    assertThat(request(provider).signer()).isNull();
  }

  @Test
  void create_neitherRegionNorBaseUrl_isToldByName() {
    EndpointConfig config =
        new EndpointConfig(
            "e", null, Secret.of("k"), null, Settings.of(Map.of("compartment", "c")));
    refused(config, "region");
    refused(new EndpointConfig("e", null, Secret.of("k"), "US/1", config.settings()), "region");
  }

  @Test
  void create_compartment_isNeededUnlessAKeyTalksToTheCompatibleBase() {
    refused(new EndpointConfig("e", null, Secret.of("k"), "r", Settings.NONE), "compartment");
    Settings chat = Settings.of(Map.of("api", "chat"));
    refused(new EndpointConfig("e", null, null, "r", chat), "compartment");
    Provider provider = Oci.create(new EndpointConfig("e", null, Secret.of("k"), "r", chat));
    assertThat(request(provider).headers()).doesNotContain("opc-compartment-id");
    EmbedCall embed = EmbedCall.builder("m", List.of(new EmbedInput.Text("a"))).build();
    assertThatThrownBy(() -> provider.embed(embed))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining("settings.compartment");
  }

  @Test
  void create_authBesideAKey_isRefused() {
    refused(Oci.endpoint("k", Map.of("auth", "instance")), "auth");
    refused(Oci.endpoint("k", Map.of("profile", "P")), "profile");
    refused(Oci.endpoint(null, Map.of("auth", "instance", "profile", "P")), "profile");
  }

  @Test
  void create_compatibleBase_hasItsPathsAndTheCompartment() {
    Provider chat =
        Oci.create(Oci.at(Oci.endpoint("k", Map.of("api", "chat")), "http://127.0.0.1:1/x/"));
    assertThat(request(chat).target()).isEqualTo("/x/openai/v1/chat/completions");
    assertThat(request(chat).headers()).containsSubsequence("opc-compartment-id", Oci.COMPARTMENT);
    Provider responses =
        Oci.provider(Map.of("api", "responses", "conversation-store", "ocid1.store"));
    Exchange<?> exchange = (Exchange<?>) responses.chat(Oci.call("openai.gpt-4.1").build());
    assertThat(exchange.request().target()).isEqualTo("/openai/v1/responses");
    assertThat(exchange.request().headers())
        .containsSubsequence("opc-compartment-id", Oci.COMPARTMENT)
        .containsSubsequence("opc-conversation-store-id", "ocid1.store");
    assertThat(Requests.json(exchange).path("store").asBoolean(true)).isFalse();
  }

  @Test
  void create_withoutAKey_signs() {
    EndpointConfig config = Oci.endpoint(null, Map.of("config-file", "/nonexistent/config"));
    Provider provider = Oci.create(config);
    assertThatThrownBy(() -> request(provider))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.AUTH))
        .hasMessageContaining("/nonexistent/config is missing");
    assertThat(RequestSignature.host(URI.create("http://h.example:81"))).isEqualTo("h.example:81");
    assertThat(RequestSignature.host(URI.create("https://h.example"))).isEqualTo("h.example");
  }

  @Test
  void embed_call_isOracles() {
    EmbedCall call =
        EmbedCall.builder(
                "cohere.embed-v4.0", List.of(new EmbedInput.Text("a"), new EmbedInput.Text("b")))
            .dimensions(512)
            .purpose("query")
            .truncate(true)
            .endUser("u")
            .build();
    Exchange<?> exchange = (Exchange<?>) Oci.provider(Map.of()).embed(call);
    JsonNode expected =
        JsonMapper.shared()
            .readTree(
                """
                {"compartmentId":"ocid1.compartment.oc1..aaaa",
                 "servingMode":{"servingType":"ON_DEMAND","modelId":"cohere.embed-v4.0"},
                 "inputs":["a","b"],"outputDimensions":512,"inputType":"SEARCH_QUERY",
                 "truncate":"END"}
                """);
    assertThat(exchange.request().target()).isEqualTo("/20231130/actions/embedText");
    assertThat(Requests.json(exchange)).isEqualTo(expected);
    assertThat(exchange.dropped()).containsExactly("end_user");
  }

  @Test
  void service_loaded_offersTheOneProvider() {
    assertThat(ServiceLoader.load(ProviderPlugin.class))
        .singleElement()
        .satisfies(plugin ->
            assertThat(plugin.providers())
                .singleElement()
                .extracting(factory -> factory.name())
                .isEqualTo("oci"));
  }

  /** A dedicated endpoint's name tells nothing of its model, so that nothing is held against it. */
  @Test
  void capabilities_namedModels_areKnown_dedicatedEndpoints_not() {
    Provider provider = Oci.provider(Map.of());
    Capabilities llama = provider.capabilities("meta.llama-3.3-70b-instruct");
    assertThat(llama.has(Capabilities.TOOLS)).isTrue();
    assertThat(llama.contextWindow()).hasValue(128_000);
    assertThat(llama.maxOutput()).hasValue(4_000);
    assertThat(provider.capabilities("cohere.command-a-vision-07-2025").lacks(Capabilities.TOOLS))
        .isTrue();
    assertThat(provider.capabilities("cohere.embed-v4.0").has(Capabilities.EMBEDDINGS)).isTrue();
    assertThat(new OciFactory().models()).containsKeys("xai.grok-4", "openai.gpt-oss-120b");
    assertThat(provider.capabilities("ocid1.generativeaiendpoint.oc1.us-chicago-1.aaaa"))
        .isSameAs(Capabilities.UNKNOWN);
  }
}
