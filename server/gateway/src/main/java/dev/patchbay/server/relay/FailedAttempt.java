package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that did not serve its call.
 *
 * @param nanos from its start to its failure
 * @param spent what it used all the same; null: nothing is known
 */
public record FailedAttempt(
    Route route, FailureKind kind, Fault fault, long nanos, @Nullable Spent spent) {}
