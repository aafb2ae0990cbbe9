/** What is asked for again: requests with an id, and streams that are taken up again. */
@NullMarked
package dev.patchbay.dist.replay;

import org.jspecify.annotations.NullMarked;
