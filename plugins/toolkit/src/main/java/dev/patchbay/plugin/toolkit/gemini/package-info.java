/**
 * Google's {@code generateContent}, as spoken by the Gemini API and by Vertex AI, and the
 * embeddings of both. What differs between the two is data in {@link
 * dev.patchbay.plugin.toolkit.gemini.GeminiHost}.
 */
@NullMarked
package dev.patchbay.plugin.toolkit.gemini;

import org.jspecify.annotations.NullMarked;
