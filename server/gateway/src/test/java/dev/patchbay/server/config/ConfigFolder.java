package dev.patchbay.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A folder with a configuration file {@code c.yaml}, and the environment that it is read in. */
final class ConfigFolder {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  ConfigFolder(Path folder) {
    this.folder = folder;
  }

  /** With all that the resources name. */
  static ConfigFolder furnished(Path folder) {
    return new ConfigFolder(folder)
        .env("AZURE_KEY", "azure-canary")
        .file("secrets/local-key", "local-canary\n")
        .file("tls/ca.pem", "not looked into")
        .file("my-plugins/readme", "a folder");
  }

  /** A file of the test resources. */
  static String resource(String name) {
    try (InputStream in = ConfigFolder.class.getResourceAsStream("/config/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigFolder env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  ConfigFolder file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  ConfigFolder file(String name, byte[] content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Position position(int line, int column) {
    return new Position(path("c.yaml"), line, column);
  }

  Configuration read(String yaml) throws ConfigurationException {
    return file("c.yaml", yaml).read();
  }

  Configuration read() throws ConfigurationException {
    return ConfigurationReader.read(path("c.yaml"), environment::get);
  }

  /** One line a problem, with the folder taken away: {@code c.yaml:1:1: …}. */
  List<String> problems(String yaml) {
    return file("c.yaml", yaml).problems();
  }

  List<String> problems() {
    try {
      read();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems().stream().map(p -> p.toString().replace(folder + "/", "")).toList();
    }
  }
}
