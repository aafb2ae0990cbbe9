package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;

/**
 * An attempt that did not serve the call.
 *
 * @param nanos how long it took
 */
public record FailedAttempt(Route route, Fault fault, long nanos) {}
