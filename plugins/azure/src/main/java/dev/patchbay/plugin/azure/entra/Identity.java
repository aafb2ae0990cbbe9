package dev.patchbay.plugin.azure.entra;

import dev.patchbay.spi.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for tokens, and for which. What is null is the environment's to say.
 *
 * @param secret given only with tenant and client
 * @param authority null: the public cloud's
 */
public record Identity(
    @Nullable String tenant,
    @Nullable String client,
    @Nullable Secret secret,
    String scope,
    @Nullable URI authority) {}
