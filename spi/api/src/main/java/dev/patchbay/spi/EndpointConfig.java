package dev.patchbay.spi;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of the configuration. Made by the server, read by plugins.
 *
 * @param name the operator's name for it
 * @param baseUrl absolute {@code http} or {@code https} URL without trailing slash, query or user
 *     info; null: the provider's own default
 * @param apiKey the endpoint's key, null if none is configured
 * @param region the operator's word for where it is
 * @param settings the values under {@code settings}, checked against {@link
 *     ProviderFactory#settings}
 */
public record EndpointConfig(
    String name,
    @Nullable URI baseUrl,
    @Nullable Secret apiKey,
    @Nullable String region,
    Settings settings) {}
