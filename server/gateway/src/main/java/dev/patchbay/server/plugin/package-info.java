/**
 * Finds, loads, replaces and lets go of plugins.
 *
 * <p>{@link dev.patchbay.server.plugin.PluginFolder} turns what lies in the plugin folder into a
 * {@link dev.patchbay.server.plugin.PluginSet}: which {@link
 * dev.patchbay.server.plugin.PluginGeneration} serves which provider name, and what became of every
 * file. {@link dev.patchbay.server.plugin.PluginWatch} does so again when the folder changes. Who
 * uses a generation holds a {@link dev.patchbay.server.plugin.Lease} on it.
 *
 * <p>A plugin sees the JDK, the SPI and itself, by {@link
 * dev.patchbay.server.plugin.PluginClassLoader}. That is for compatibility and for unloading: it is
 * no sandbox.
 */
@NullMarked
package dev.patchbay.server.plugin;

import org.jspecify.annotations.NullMarked;
