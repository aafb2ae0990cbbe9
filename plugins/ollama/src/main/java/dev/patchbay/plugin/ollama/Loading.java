package dev.patchbay.plugin.ollama;

import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has models loaded. Null: as Ollama is set up.
 *
 * @param keepAlive how long a model stays loaded
 * @param contextTokens of prompt and answer
 */
record Loading(@Nullable String keepAlive, @Nullable Long contextTokens) {}
