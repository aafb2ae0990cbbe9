/** The provider {@code mistral}: Mistral. */
@NullMarked
package dev.patchbay.plugin.mistral;

import org.jspecify.annotations.NullMarked;
