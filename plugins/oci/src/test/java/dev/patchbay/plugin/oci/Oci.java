package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Providers to try things on. */
final class Oci {
  static final String COMPARTMENT = "ocid1.compartment.oc1..aaaa";
  static final String GENERIC = "meta.llama-3.3-70b-instruct";
  static final String COHERE = "cohere.command-r-plus-08-2024";
  static final String COHERE_V2 = "cohere.command-a-vision-07-2025";

  private Oci() {}

  static EndpointConfig endpoint(@Nullable String key, Map<String, Object> settings) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.putIfAbsent("compartment", COMPARTMENT);
    return new EndpointConfig(
        "test", null, key == null ? null : Secret.of(key), "us-chicago-1", Settings.of(all));
  }

  static Provider provider(Map<String, Object> settings) {
    return create(endpoint("genai-key", settings));
  }

  static Provider create(EndpointConfig config) {
    return new OciFactory().create(config, new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }

  static EndpointConfig at(EndpointConfig config, String url) {
    return new EndpointConfig(
        config.name(), URI.create(url), config.apiKey(), null, config.settings());
  }

  static ChatCall.Builder call(String model) {
    return ChatCall.builder(model, List.of(Message.of(Message.USER, "Hello")));
  }
}
