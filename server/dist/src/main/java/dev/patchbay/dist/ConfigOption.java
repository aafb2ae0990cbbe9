package dev.patchbay.dist;

import dev.patchbay.server.boot.Installation;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration to read, and where the program is installed. */
final class ConfigOption {
  static final String VARIABLE = "PATCHBAY_CONFIG";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; default: $"
              + VARIABLE
              + ", else etc/patchbay.yaml of the installation.")
  private @Nullable Path config;

  /**
   * The file to read.
   *
   * @throws IOException if none is named and the installation has none
   */
  Path file() throws IOException {
    if (config != null) {
      return config;
    }
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    Path installed = installation().configuration();
    if (!Files.exists(installed)) {
      throw new IOException(
          "no configuration: name one with --config FILE or "
              + VARIABLE
              + ", or write "
              + installed);
    }
    return installed;
  }

  /** The plugin folder that the named configuration names; without one, the installation's. */
  Path pluginFolder() throws IOException, ConfigurationException {
    Path installed = installation().plugins();
    if (config == null
        && System.getenv(VARIABLE) == null
        && !Files.exists(installation().configuration())) {
      return installed;
    }
    Path named = ConfigurationReader.read(file(), System::getenv).plugins().folder();
    return named == null ? installed : named;
  }

  static Installation installation() {
    return new Installation(
        Path.of(System.getProperty("patchbay.home", ".")).toAbsolutePath().normalize());
  }
}
