package dev.patchbay.dist.ops;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The built plugins, and changed copies of them. */
final class PluginJars {
  static final String DESCRIPTOR = "META-INF/patchbay/plugin.properties";

  /** All that the distribution brings. */
  static final List<String> IDS =
      List.of(
          "anthropic",
          "azure",
          "bedrock",
          "cohere",
          "deepseek",
          "fireworks",
          "gemini",
          "groq",
          "huggingface",
          "local",
          "local-embed",
          "mistral",
          "oci",
          "ollama",
          "openai",
          "openrouter",
          "sim",
          "together",
          "vertex",
          "vllm",
          "xai");

  private PluginJars() {}

  /** The JAR that the distribution brings for a plugin id. */
  static Path built(String id) throws IOException {
    try (Stream<Path> jars = Files.list(Program.HOME.resolve("plugins"))) {
      return jars.filter(
              jar -> jar.getFileName().toString().matches("patchbay-plugin-" + id + "-\\d.*"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Copies a plugin into a folder, as an operator should: beside, then renamed. */
  static Path install(String id, Path folder) throws IOException {
    Path part = folder.resolve("." + id + ".part");
    Files.copy(built(id), part, StandardCopyOption.REPLACE_EXISTING);
    return Files.move(part, folder.resolve(id + ".jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The same under another version, in the place of what is there. */
  static Path installVersion(String id, String version, Path folder) throws IOException {
    return installChanged(
        id,
        folder,
        descriptor -> descriptor.replaceFirst("(?m)^version\\s*=.*$", "version=" + version));
  }

  /** The same with another descriptor. */
  static Path installChanged(String id, Path folder, UnaryOperator<String> change)
      throws IOException {
    Path part = folder.resolve("." + id + ".part");
    try (JarFile from = new JarFile(built(id).toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(part))) {
      for (JarEntry entry : Collections.list(from.entries())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(content(from, entry, change));
        to.closeEntry();
      }
    }
    return Files.move(part, folder.resolve(id + ".jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] content(JarFile from, JarEntry entry, UnaryOperator<String> change)
      throws IOException {
    try (InputStream in = from.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return entry.getName().equals(DESCRIPTOR)
          ? change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
          : bytes;
    }
  }
}
