package dev.patchbay.server.boot;

import dev.patchbay.server.catalog.LiveCatalog;
import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.ConfigurationReader;
import dev.patchbay.server.plugin.PluginFolder;
import dev.patchbay.server.plugin.PluginStatus;
import dev.patchbay.server.tls.ListenerCertificates;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks without serving, by the same code that serves. */
public final class Validation {
  private Validation() {}

  /**
   * Reads a configuration and the certificates that it names, loads the plugins and checks every
   * endpoint with its provider. Opens no listener, and no endpoint warms up.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public static void check(
      Path file, Function<String, @Nullable String> environment, Installation installation)
      throws ConfigurationException {
    Configuration configuration = ConfigurationReader.read(file, environment);
    ListenerCertificates.load(configuration.server(), InstantSource.system()).close();
    Path named = configuration.plugins().folder();
    Path folder = named != null ? named : installation.plugins();
    try (var plugins = new PluginFolder(folder, installation.pluginCopies())) {
      LiveCatalog.check(configuration, plugins.scan(), folder);
    }
  }

  /** Loads the plugins of a folder and asks their providers what they are; by name. */
  public static List<ProviderFacts> providers(Path folder, Installation installation) {
    try (var plugins = new PluginFolder(folder, installation.pluginCopies())) {
      return new TreeMap<>(plugins.scan().providers())
          .entrySet().stream()
              .map(entry -> ProviderFacts.of(entry.getKey(), entry.getValue()))
              .toList();
    }
  }

  /** Loads the plugins of a folder and tells what became of each. */
  public static List<PluginStatus> plugins(Path folder, Installation installation) {
    try (var plugins = new PluginFolder(folder, installation.pluginCopies())) {
      return plugins.scan().statuses();
    }
  }
}
