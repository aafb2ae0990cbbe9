package dev.patchbay.server.health;

import org.jspecify.annotations.Nullable;

/**
 * How a target stands, for people to see.
 *
 * @param circuit OPEN only while nothing is let in: HALF_OPEN once its time is over
 * @param out why it is passed over; null: it is not. That its endpoint has its fill of calls is
 *     nothing to show: the next moment it has not.
 */
public record Standing(CircuitState circuit, @Nullable Out out) {}
