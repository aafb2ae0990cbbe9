/** The provider {@code fireworks}: Fireworks AI. */
@NullMarked
package dev.patchbay.plugin.fireworks;

import org.jspecify.annotations.NullMarked;
