package dev.patchbay.server.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the plugin folder that is a plugin or wants to be one: a file that ends in {@code
 * .jar}, or a folder. Hidden names (with a leading dot) and other files are not.
 */
record PluginUnit(Path source) {
  /** The units of a folder by name; symbolic links are followed. */
  static List<PluginUnit> in(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(PluginUnit::mayBe).sorted().map(PluginUnit::new).toList();
    }
  }

  private static boolean mayBe(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(path));
  }

  /** Its files by their path inside it; a JAR is its own only file. */
  Map<String, Path> files() throws IOException {
    if (!Files.isDirectory(source)) {
      return Map.of(source.getFileName().toString(), source);
    }
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> files.put(source.relativize(file).toString().replace('\\', '/'), file));
    }
    files.keySet().removeIf(PluginUnit::isBookkeeping);
    return files;
  }

  /** Kubernetes keeps what a mounted folder's links point to beside them, in {@code ..data}. */
  private static boolean isBookkeeping(String name) {
    return name.startsWith("..") || name.contains("/..");
  }

  /**
   * SHA-256 in hexadecimal digits: of a JAR its own, of a folder that of the lines which {@code
   * sha256sum} prints for its files in the order of their names.
   */
  String hash() throws IOException {
    return hash(null);
  }

  /** Copies its files into an empty folder, and tells the hash of what was copied. */
  String copyTo(Path target) throws IOException {
    return hash(target);
  }

  private String hash(@Nullable Path target) throws IOException {
    boolean folder = Files.isDirectory(source);
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Path> file : files().entrySet()) {
      String hash = hash(file.getValue(), target == null ? null : target.resolve(file.getKey()));
      if (!folder) {
        return hash;
      }
      lines.append(hash).append("  ").append(file.getKey()).append('\n');
    }
    return hex(sha256().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String hash(Path file, @Nullable Path copy) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
        OutputStream out = copy == null ? OutputStream.nullOutputStream() : create(copy)) {
      in.transferTo(out);
    }
    return hex(digest.digest());
  }

  private static OutputStream create(Path copy) throws IOException {
    Path parent = copy.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.newOutputStream(copy);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
