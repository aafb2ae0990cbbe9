/**
 * What can be asked: endpoints with their providers, models with their targets, as one immutable
 * snapshot.
 */
@NullMarked
package dev.patchbay.server.catalog;

import org.jspecify.annotations.NullMarked;
