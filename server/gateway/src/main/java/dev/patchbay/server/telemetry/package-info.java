/** What the server tells operators of its calls: metrics. */
@NullMarked
package dev.patchbay.server.telemetry;

import org.jspecify.annotations.NullMarked;
