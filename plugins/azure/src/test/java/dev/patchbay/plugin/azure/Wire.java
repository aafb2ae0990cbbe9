package dev.patchbay.plugin.azure;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoints to try the recordings on. */
final class Wire {
  private Wire() {}

  static EndpointConfig endpoint(@Nullable String key, Map<String, Object> settings) {
    return new EndpointConfig(
        "test",
        URI.create("https://example-resource.openai.azure.com"),
        key == null ? null : Secret.of(key),
        null,
        Settings.of(settings));
  }

  static Provider provider(Map<String, Object> settings) {
    return create(endpoint("az-test", settings));
  }

  static Provider create(EndpointConfig config) {
    return new AzureFactory()
        .create(config, new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }
}
