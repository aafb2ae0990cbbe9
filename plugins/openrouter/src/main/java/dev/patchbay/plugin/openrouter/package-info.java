/** The provider {@code openrouter}: OpenRouter. */
@NullMarked
package dev.patchbay.plugin.openrouter;

import org.jspecify.annotations.NullMarked;
