/**
 * What may be asked for again: answers by their request's id and the events of streams, for a while
 * after their end, in this process alone.
 */
@NullMarked
package dev.patchbay.server.replay;

import org.jspecify.annotations.NullMarked;
