package dev.patchbay.plugin.bedrock;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Providers to try the recordings on. */
final class Wire {
  private Wire() {}

  static Provider provider(@Nullable String baseUrl, Map<String, Object> settings) {
    URI url = baseUrl == null ? null : URI.create(baseUrl);
    Settings set = Settings.of(settings);
    return new BedrockFactory()
        .create(
            new EndpointConfig("test", url, Secret.of("key-test"), "us-east-1", set),
            new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }
}
