package dev.patchbay.plugin.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonEndpointTest {
  private static final URI USUAL = URI.create("https://usual.example");

  private static JsonEndpoint endpoint(@Nullable String url, @Nullable String key) {
    URI base = url == null ? null : URI.create(url);
    Secret secret = key == null ? null : Secret.of(key);
    EndpointConfig config = new EndpointConfig("e", base, secret, null, Settings.of(Map.of()));
    return new JsonEndpoint(config, USUAL, "text/event-stream", List.of("x-a", "b"));
  }

  @Test
  void post_nothingConfigured_goesToTheUsualPlaceWithoutAKey() {
    JsonEndpoint endpoint = endpoint(null, null);
    assertThat(endpoint.origin()).isEqualTo(USUAL);
    assertThat(endpoint.post("/v2/chat", true, List.of()).target()).isEqualTo("/v2/chat");
    assertThat(endpoint.post("/v2/chat", true, List.of()).headers())
        .containsExactly(
            "accept", "text/event-stream", "content-type", "application/json", "x-a", "b");
  }

  @Test
  void post_baseUrlAndKey_areTaken() {
    JsonEndpoint endpoint = endpoint("http://127.0.0.1:9/proxy/", "k");
    assertThat(endpoint.origin()).isEqualTo(URI.create("http://127.0.0.1:9"));
    assertThat(endpoint.post("/v2/embed", false, List.of()).target()).isEqualTo("/proxy/v2/embed");
    assertThat(endpoint.post("/v2/embed", false, List.of()).headers())
        .startsWith("accept", "application/json")
        .containsSequence("authorization", "Bearer k");
  }

  @Test
  void post_keyAndHeadersOfTheirOwn_areSent() {
    EndpointConfig config =
        new EndpointConfig("e", null, Secret.of("k"), null, Settings.of(Map.of()));
    JsonEndpoint endpoint = JsonEndpoint.keyed(config, USUAL, "x-key", List.of());
    assertThat(endpoint.post("/a", true, List.of("x-b", "c"), List.of()).headers())
        .containsExactly(
            "accept",
            "text/event-stream",
            "content-type",
            "application/json",
            "x-key",
            "k",
            "x-b",
            "c");
  }

  @Test
  void create_keyThatNoHeaderCanHold_isToldByName() {
    assertThatThrownBy(() -> endpoint(null, "k\nx"))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("api-key"));
  }
}
