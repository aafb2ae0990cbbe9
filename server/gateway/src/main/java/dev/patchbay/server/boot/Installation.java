package dev.patchbay.server.boot;

import java.nio.file.Path;

/**
 * The folder that is installed: {@code bin/ etc/ lib/ plugins/}.
 *
 * @param home absolute
 */
public record Installation(Path home) {
  /** The plugins that come with it; the default of the configuration's {@code plugins.folder}. */
  public Path plugins() {
    return home.resolve("plugins");
  }

  /** The configuration that is read when none is named. */
  public Path configuration() {
    return home.resolve("etc").resolve("patchbay.yaml");
  }

  /** Where verified copies of plugins are kept while they run: readable by this user alone. */
  public Path pluginCopies() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "patchbay-plugins-" + System.getProperty("user.name"));
  }
}
