/**
 * What all doors share: the names of a call, the margin of its deadline, advice on asking again.
 */
@NullMarked
package dev.patchbay.server.door;

import org.jspecify.annotations.NullMarked;
