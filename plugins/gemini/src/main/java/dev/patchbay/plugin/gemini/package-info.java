/** The provider {@code gemini}: Google's Gemini API, with a key. */
@NullMarked
package dev.patchbay.plugin.gemini;

import org.jspecify.annotations.NullMarked;
