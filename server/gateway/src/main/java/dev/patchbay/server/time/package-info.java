/** Amounts of time in words. */
@NullMarked
package dev.patchbay.server.time;

import org.jspecify.annotations.NullMarked;
