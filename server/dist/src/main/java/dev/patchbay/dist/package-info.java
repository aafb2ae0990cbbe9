/** The installed program: its command line. */
@NullMarked
package dev.patchbay.dist;

import org.jspecify.annotations.NullMarked;
