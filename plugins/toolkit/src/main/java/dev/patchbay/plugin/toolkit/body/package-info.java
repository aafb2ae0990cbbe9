/**
 * JSON bodies of requests: what the caller wrote itself, what is written for it, and the list of
 * what could not be said.
 */
@NullMarked
package dev.patchbay.plugin.toolkit.body;

import org.jspecify.annotations.NullMarked;
