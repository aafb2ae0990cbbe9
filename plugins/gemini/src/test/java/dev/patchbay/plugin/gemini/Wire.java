package dev.patchbay.plugin.gemini;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Providers to try calls on. */
final class Wire {
  private Wire() {}

  static Provider provider(@Nullable String baseUrl) {
    URI url = baseUrl == null ? null : URI.create(baseUrl);
    return new GeminiFactory()
        .create(
            new EndpointConfig("test", url, Secret.of("AIza-test"), null, Settings.NONE),
            new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }
}
