package dev.patchbay.plugin.oci.auth;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The variables of the process, and the home of its user. */
interface Environment {
  @Nullable String variable(String name);

  Path home();

  /** This process's own. */
  static Environment ofProcess() {
    return new Environment() {
      @Override
      public @Nullable String variable(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? null : value;
      }

      @Override
      public Path home() {
        return Path.of(System.getProperty("user.home"));
      }
    };
  }

  /** A path in which {@code ~} is the home. */
  default Path path(String text) {
    return text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
  }

  /** Where the configuration file of Oracle's tools lies, if nobody says otherwise. */
  default Path configFile() {
    String told = variable("OCI_CONFIG_FILE");
    Path usual = home().resolve(".oci").resolve("config");
    return told == null || Files.isRegularFile(usual) ? usual : path(told);
  }
}
