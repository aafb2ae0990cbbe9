/** The provider {@code deepseek}: DeepSeek. */
@NullMarked
package dev.patchbay.plugin.deepseek;

import org.jspecify.annotations.NullMarked;
