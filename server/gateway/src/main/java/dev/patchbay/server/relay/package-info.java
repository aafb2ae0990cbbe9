/** Runs the attempts of a call: time limits, failing over, back-pressure, the order of events. */
@NullMarked
package dev.patchbay.server.relay;

import org.jspecify.annotations.NullMarked;
