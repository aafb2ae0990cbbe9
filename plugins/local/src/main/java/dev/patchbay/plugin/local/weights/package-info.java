/**
 * Brings the weights of the small default model into the user's cache folder, once. Start at {@link
 * dev.patchbay.plugin.local.weights.ModelCache}.
 */
@NullMarked
package dev.patchbay.plugin.local.weights;

import org.jspecify.annotations.NullMarked;
