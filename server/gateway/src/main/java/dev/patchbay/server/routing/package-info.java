/**
 * Which targets may serve a call (the plan, cached) and which one does now (the pick, never
 * cached).
 */
@NullMarked
package dev.patchbay.server.routing;

import org.jspecify.annotations.NullMarked;
