package dev.patchbay.plugin.vertex;

import dev.patchbay.spi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a request to Google shows.
 *
 * @param bearer the access token
 * @param quotaProject the project that the call counts for, where the credentials name one: those
 *     of users do
 */
record GoogleToken(Secret bearer, @Nullable String quotaProject) {}
