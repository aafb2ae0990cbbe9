/**
 * What the server tells operators of its calls: metrics. {@link
 * dev.patchbay.server.telemetry.CallMetrics} hears of the calls and is read by the door; {@code
 * Instruments} says which metrics there are.
 */
@NullMarked
package dev.patchbay.server.telemetry;

import org.jspecify.annotations.NullMarked;
