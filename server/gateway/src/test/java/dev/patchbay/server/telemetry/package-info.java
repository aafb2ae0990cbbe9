@NullMarked
package dev.patchbay.server.telemetry;

import org.jspecify.annotations.NullMarked;
