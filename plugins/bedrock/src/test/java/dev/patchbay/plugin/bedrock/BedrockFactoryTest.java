package dev.patchbay.plugin.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BedrockFactoryTest {
  private static Provider create(
      @Nullable String url,
      @Nullable String key,
      @Nullable String region,
      Map<String, Object> set) {
    URI base = url == null ? null : URI.create(url);
    Secret secret = key == null ? null : Secret.of(key);
    return new BedrockFactory()
        .create(
            new EndpointConfig("e", base, secret, region, Settings.of(set)),
            new TestContext(Instant.EPOCH));
  }

  private static Outbound request(Provider provider, String model) {
    ChatCall call = ChatCall.builder(model, List.of(Message.of(Message.USER, "Hi"))).build();
    return ((Exchange<ChatEvent>) provider.chat(call)).request();
  }

  @Test
  void create_regionAndKey_isTheRuntimeWithBearerToken() {
    Provider provider = create(null, "key", "eu-west-1", Map.of());
    Outbound request = request(provider, "us.amazon.nova-lite-v1:0");
    assertThat(provider.origins())
        .containsExactly(URI.create("https://bedrock-runtime.eu-west-1.amazonaws.com"));
    assertThat(request.target()).isEqualTo("/model/us.amazon.nova-lite-v1%3A0/converse");
    assertThat(request.headers()).containsSubsequence("authorization", "Bearer key");
    assertThat(request.signer()).isNull();
  }

  @Test
  void create_arn_isOneSegment() {
    Outbound request = request(create(null, "k", "us-east-1", Map.of()), "arn:aws:bedrock:x/y");
    assertThat(request.target()).isEqualTo("/model/arn%3Aaws%3Abedrock%3Ax%2Fy/converse");
  }

  @Test
  void create_china_hasItsOwnDomain() {
    assertThat(create(null, "k", "cn-north-1", Map.of()).origins())
        .containsExactly(URI.create("https://bedrock-runtime.cn-north-1.amazonaws.com.cn"));
  }

  @Test
  void create_whatIsMissingOrWrong_isNamed() {
    refused("region", () -> create(null, "k", null, Map.of()));
    refused("region", () -> create(null, "k", "mars", Map.of()));
    refused("region", () -> create("http://127.0.0.1:1", null, null, Map.of()));
    refused("service", () -> create(null, "k", "us-east-1", Map.of("service", "mantle")));
    refused("profile", () -> create(null, "k", "us-east-1", Map.of("profile", "p")));
    refused("api-key", () -> create(null, "k\n", "us-east-1", Map.of()));
  }

  private static void refused(String key, Runnable creation) {
    assertThatThrownBy(creation::run)
        .isInstanceOfSatisfying(SettingException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void create_hostOfAmazons_tellsTheRegionOfSignatures() {
    String url = "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com";
    assertThat(create(url, null, null, Map.of()).origins()).containsExactly(URI.create(url));
  }

  @Test
  void capabilities_manyNames_areOfOneModel() {
    Provider provider = create(null, "k", "us-east-1", Map.of());
    for (String model :
        List.of(
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            "us.anthropic.claude-haiku-4-5-20251001-v1:0",
            "global.anthropic.claude-haiku-4-5-20251001-v1:0",
            "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0")) {
      Capabilities known = provider.capabilities(model);
      assertThat(known.contextWindow()).as(model).hasValue(200_000);
      assertThat(known.has(Capabilities.ASSISTANT_PREFILL)).isTrue();
    }
    assertThat(provider.capabilities("us.anthropic.claude-opus-4-6-v1").features())
        .doesNotContain(Capabilities.ASSISTANT_PREFILL);
    assertThat(provider.capabilities("no-such")).isSameAs(Capabilities.UNKNOWN);
  }

  @Test
  void service_loaded_offersTheOneProvider() {
    assertThat(ServiceLoader.load(ProviderPlugin.class))
        .singleElement()
        .satisfies(plugin ->
            assertThat(plugin.providers())
                .singleElement()
                .extracting(factory -> factory.name())
                .isEqualTo("bedrock"));
  }
}
