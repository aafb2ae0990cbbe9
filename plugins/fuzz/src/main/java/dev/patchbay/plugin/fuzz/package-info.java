/** Feeds the decoders of all providers with garbage. */
@NullMarked
package dev.patchbay.plugin.fuzz;

import org.jspecify.annotations.NullMarked;
