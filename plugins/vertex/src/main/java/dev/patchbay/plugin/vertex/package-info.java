/**
 * The provider {@code vertex}: Gemini, Claude and the models behind the OpenAI-compatible endpoint
 * on Google's Vertex AI.
 */
@NullMarked
package dev.patchbay.plugin.vertex;

import org.jspecify.annotations.NullMarked;
