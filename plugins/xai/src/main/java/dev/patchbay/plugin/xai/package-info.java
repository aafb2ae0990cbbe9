/** The provider {@code xai}: xAI. */
@NullMarked
package dev.patchbay.plugin.xai;

import org.jspecify.annotations.NullMarked;
