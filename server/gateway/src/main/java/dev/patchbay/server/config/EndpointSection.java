package dev.patchbay.server.config;

import dev.patchbay.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account of a provider.
 *
 * @param provider a provider's name; whether a plugin has it is not checked here
 * @param providerAt where the provider is named
 * @param baseUrl absolute, {@code http} or {@code https}, without trailing slash, user info, query
 *     and fragment; null: the provider's own default
 * @param proxy absolute, {@code http}, without path, user info, query and fragment
 * @param ca absolute path to a file that could be read when the configuration was
 * @param attestations in the file's order and spelling; none: nothing is attested
 * @param concurrency {@link Concurrency.None} if nothing is said
 * @param settings the provider's own keys, in the file's order; {@link SettingsBinder} checks them
 * @param at where the endpoint is named
 */
public record EndpointSection(
    String name,
    String provider,
    Position providerAt,
    @Nullable URI baseUrl,
    @Nullable URI proxy,
    @Nullable Path ca,
    @Nullable Secret apiKey,
    @Nullable String region,
    List<String> attestations,
    Concurrency concurrency,
    Map<String, SettingValue> settings,
    Position at) {
  public EndpointSection {
    attestations = List.copyOf(attestations);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Where the value of a setting stands; where the endpoint is named for any other key. */
  public Position positionOf(String key) {
    SettingValue value = settings.get(key);
    return value == null ? at : value.at();
  }

  /** Only what cannot have come through a {@code ${…}}. */
  @Override
  public String toString() {
    return "EndpointSection[name=" + name + ", at=" + at + "]";
  }
}
