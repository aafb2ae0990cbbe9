/** The way of a call, from a caller's socket to a provider's and back. */
@NullMarked
package dev.patchbay.dist.call;

import org.jspecify.annotations.NullMarked;
