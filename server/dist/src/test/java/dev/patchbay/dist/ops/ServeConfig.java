package dev.patchbay.dist.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations of a server on free ports whose models are all simulated. */
final class ServeConfig {
  private static final String SERVER =
      """
      server:
        grpc: {host: 127.0.0.1, port: 0}
        http: {host: 127.0.0.1, port: 0}
        admin: {host: 127.0.0.1, port: 0}
      """;

  private ServeConfig() {}

  /** Writes a configuration with these models at one endpoint, {@code rehearsal}. */
  static Path write(Path file, String... models) throws IOException {
    var text = new StringBuilder(SERVER);
    text.append("endpoints:\n  rehearsal: {provider: sim, region: local}\nmodels:\n");
    for (String model : models) {
      text.append("  %s: {targets: [{endpoint: rehearsal, model: sim}]}\n".formatted(model));
    }
    return Files.writeString(file, text);
  }

  /** The same with a plugin folder of its own. */
  static Path write(Path file, Path plugins, String... models) throws IOException {
    write(file, models);
    String folder = "plugins: {folder: \"%s\"}\n".formatted(plugins);
    return Files.writeString(file, folder + Files.readString(file));
  }

  /** Any configuration on free ports. */
  static Path writeWith(Path file, String rest) throws IOException {
    return Files.writeString(file, SERVER + rest);
  }
}
