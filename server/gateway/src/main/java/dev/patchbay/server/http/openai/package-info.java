/** OpenAI's chat completions, embeddings and model list. */
@NullMarked
package dev.patchbay.server.http.openai;

import org.jspecify.annotations.NullMarked;
