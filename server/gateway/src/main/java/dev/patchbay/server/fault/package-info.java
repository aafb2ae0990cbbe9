/**
 * What goes wrong, in the gateway's own words: a stable reason, a message and where it happened.
 * Doors translate it.
 */
@NullMarked
package dev.patchbay.server.fault;

import org.jspecify.annotations.NullMarked;
