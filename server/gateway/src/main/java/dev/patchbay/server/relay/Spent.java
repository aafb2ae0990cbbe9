package dev.patchbay.server.relay;

import dev.patchbay.spi.Usage;

/**
 * What one attempt used.
 *
 * @param estimated whether the gateway counted because the provider told nothing
 */
public record Spent(Route route, Usage usage, boolean estimated) {}
