/**
 * Who may call: a key becomes a {@link dev.patchbay.server.access.Principal} at the door, and what
 * the principal may do goes with its calls. Keys themselves are never kept, logged or shown.
 */
@NullMarked
package dev.patchbay.server.access;

import org.jspecify.annotations.NullMarked;
