/** The provider {@code ollama}: Ollama's own API, chat and embeddings. */
@NullMarked
package dev.patchbay.plugin.ollama;

import org.jspecify.annotations.NullMarked;
