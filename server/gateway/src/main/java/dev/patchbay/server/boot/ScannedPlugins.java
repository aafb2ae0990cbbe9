package dev.patchbay.server.boot;

import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.plugin.PluginFolder;
import dev.patchbay.server.plugin.PluginSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The plugin folder after its first scan, which takes as long as all the rest of the start. */
record ScannedPlugins(Path folder, PluginFolder plugins, PluginSet found) {
  /** Begins to scan, on a thread of its own. */
  static CompletableFuture<ScannedPlugins> begin(
      Configuration configuration, Installation installation) {
    Path named = configuration.plugins().folder();
    Path folder = named != null ? named : installation.plugins();
    return CompletableFuture.supplyAsync(
        () -> scan(folder, installation.pluginCopies()),
        task -> Thread.ofPlatform().name("plugin-scan").start(task));
  }

  private static ScannedPlugins scan(Path folder, Path copies) {
    var plugins = new PluginFolder(folder, copies);
    return new ScannedPlugins(folder, plugins, plugins.scan());
  }

  /**
   * Waits for the end of a scan.
   *
   * @throws IOException if there is no plugin folder, or its copies can't be written
   */
  static ScannedPlugins end(CompletableFuture<ScannedPlugins> scan) throws IOException {
    try {
      return scan.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      throw e;
    }
  }
}
