/** The provider {@code anthropic}: Anthropic's Messages. */
@NullMarked
package dev.patchbay.plugin.anthropic;

import org.jspecify.annotations.NullMarked;
