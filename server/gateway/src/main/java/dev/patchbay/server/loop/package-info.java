/**
 * The event loops: a call lives on one of them, and what belongs to a loop is touched by its thread
 * alone.
 */
@NullMarked
package dev.patchbay.server.loop;

import org.jspecify.annotations.NullMarked;
