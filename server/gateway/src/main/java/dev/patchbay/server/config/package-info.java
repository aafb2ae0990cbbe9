/**
 * The configuration file: YAML in, immutable records out.
 *
 * <p>{@link dev.patchbay.server.config.ConfigurationReader} is where to start. {@code Section} is
 * the whole schema at a glance, {@code Unsupported} the list of what is known but not built yet.
 */
@NullMarked
package dev.patchbay.server.config;

import org.jspecify.annotations.NullMarked;
