package dev.patchbay.plugin.vertex;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Providers to try calls on. */
final class Wire {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private Wire() {}

  static EndpointConfig endpoint(
      @Nullable String baseUrl,
      @Nullable String token,
      @Nullable String region,
      Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("project", "example-project"));
    all.putAll(settings);
    return new EndpointConfig(
        "test",
        baseUrl == null ? null : URI.create(baseUrl),
        token == null ? null : Secret.of(token),
        region,
        Settings.of(all));
  }

  static Provider provider(@Nullable String region, Map<String, Object> settings) {
    return new VertexFactory()
        .create(endpoint(null, "ya29.ready", region, settings), new TestContext(NOW));
  }
}
