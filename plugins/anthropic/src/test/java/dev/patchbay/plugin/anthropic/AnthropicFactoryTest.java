package dev.patchbay.plugin.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
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

final class AnthropicFactoryTest {
  private static Provider provider(
      @Nullable String url, @Nullable String key, Map<String, Object> settings) {
    EndpointConfig config =
        new EndpointConfig(
            "test",
            url == null ? null : URI.create(url),
            key == null ? null : Secret.of(key),
            null,
            Settings.of(settings));
    return new AnthropicFactory().create(config, new TestContext(Instant.EPOCH));
  }

  private static Exchange<ChatEvent> exchange(Provider provider, boolean stream) {
    ChatCall call =
        ChatCall.builder("claude-x", List.of(Message.of(Message.USER, "Hi"))).stream(stream)
            .build();
    return (Exchange<ChatEvent>) provider.chat(call);
  }

  @Test
  void create_nothingConfigured_isAnthropic() {
    Provider provider = provider(null, "sk-test", Map.of());
    Exchange<ChatEvent> exchange = exchange(provider, false);
    Outbound request = exchange.request();
    assertThat(provider.origins()).containsExactly(URI.create("https://api.anthropic.com"));
    assertThat(request.target()).isEqualTo("/v1/messages");
    assertThat(request.headers())
        .containsExactly(
            "accept",
            "application/json",
            "content-type",
            "application/json",
            "x-api-key",
            "sk-test",
            "anthropic-version",
            "2023-06-01");
    assertThat(exchange.dialect()).isEqualTo(Origin.ANTHROPIC_MESSAGES);
  }

  @Test
  void create_versionAndBetas_areHeaders() {
    Map<String, Object> settings =
        Map.of("version", "2026-01-01", "betas", List.of("a-2026-01-01", "b-2026-02-02"));
    Provider provider = provider("http://127.0.0.1:9/proxy/", null, settings);
    Outbound request = exchange(provider, true).request();
    assertThat(request.target()).isEqualTo("/proxy/v1/messages");
    assertThat(request.headers())
        .containsExactly(
            "accept",
            "text/event-stream",
            "content-type",
            "application/json",
            "anthropic-version",
            "2026-01-01",
            "anthropic-beta",
            "a-2026-01-01,b-2026-02-02");
  }

  @Test
  void chat_featuresOfACallerOfTheDialect_areAskedForWithThoseOfTheEndpoint() {
    Provider provider = provider(null, null, Map.of("betas", List.of("a")));
    Origin messages = Origin.of(Origin.ANTHROPIC_MESSAGES, Extra.NONE);
    assertThat(headers(provider, messages.withFeatures(List.of("b", "a")))).contains("a,b");
    Origin other = Origin.of(Origin.OPENAI_CHAT, Extra.NONE);
    assertThat(headers(provider, other.withFeatures(List.of("b")))).contains("a");
  }

  private static List<String> headers(Provider provider, Origin origin) {
    ChatCall call =
        ChatCall.builder("claude-x", List.of(Message.of(Message.USER, "Hi")))
            .origin(origin)
            .build();
    return ((Exchange<ChatEvent>) provider.chat(call)).request().headers();
  }

  @Test
  void create_badValues_nameTheirKey() {
    refused("api-key", "sk\n", Map.of());
    refused("version", null, Map.of("version", "a b"));
    refused("betas", null, Map.of("betas", List.of("a,b")));
  }

  private static void refused(String key, @Nullable String apiKey, Map<String, Object> settings) {
    assertThatThrownBy(() -> provider(null, apiKey, settings))
        .isInstanceOfSatisfying(SettingException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void capabilities_prefill_isOfTheModelsThatTakeIt() {
    Provider provider = provider(null, null, Map.of());
    assertThat(provider.capabilities("claude-haiku-4-5").has(Capabilities.ASSISTANT_PREFILL))
        .isTrue();
    assertThat(provider.capabilities("claude-opus-4-8").has(Capabilities.ASSISTANT_PREFILL))
        .isFalse();
    assertThat(provider.capabilities("claude-2.1")).isEqualTo(Capabilities.UNKNOWN);
  }

  @Test
  void service_findsThePlugin() {
    assertThat(ServiceLoader.load(ProviderPlugin.class))
        .hasAtLeastOneElementOfType(AnthropicPlugin.class);
  }
}
