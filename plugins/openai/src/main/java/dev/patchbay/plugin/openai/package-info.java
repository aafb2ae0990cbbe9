/**
 * The provider {@code openai}: OpenAI's chat completions, at OpenAI and at every host that speaks
 * them.
 */
@NullMarked
package dev.patchbay.plugin.openai;

import org.jspecify.annotations.NullMarked;
