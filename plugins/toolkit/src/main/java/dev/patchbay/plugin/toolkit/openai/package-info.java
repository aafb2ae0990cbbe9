/**
 * OpenAI's chat completions, as spoken by OpenAI and by the many hosts like it. What differs from
 * host to host is data in {@link dev.patchbay.plugin.toolkit.openai.Dialect}.
 */
@NullMarked
package dev.patchbay.plugin.toolkit.openai;

import org.jspecify.annotations.NullMarked;
