package dev.patchbay.server.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The opened files of a plugin's private copy, and what they say without running any of them. */
final class PluginCopy implements Closeable {
  private static final Pattern SPI_CLASS =
      Pattern.compile("(META-INF/versions/\\d+/)?dev/patchbay/spi/.*\\.class");

  private final List<PluginRoot> roots;

  private PluginCopy(List<PluginRoot> roots) {
    this.roots = roots;
  }

  /** Opens all JARs of the copy and, if it holds other files, the folder itself. */
  static PluginCopy open(Path folder) throws IOException, PluginException {
    PluginCopy copy = new PluginCopy(new ArrayList<>());
    try {
      for (Path path : rootPaths(folder)) {
        copy.roots.add(openRoot(path));
      }
      return copy;
    } catch (IOException | PluginException e) {
      copy.close();
      throw e;
    }
  }

  private static List<Path> rootPaths(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      List<Path> paths = new ArrayList<>(files.stream().filter(PluginCopy::isJar).toList());
      if (paths.size() < files.size()) {
        paths.addFirst(folder);
      }
      return paths;
    }
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().endsWith(".jar");
  }

  private static PluginRoot openRoot(Path path) throws IOException, PluginException {
    try {
      return PluginRoot.open(path);
    } catch (ZipException e) {
      throw new PluginException(
          "%s is no whole JAR (%s); copy it anew, under a name that ends otherwise, then rename it"
              .formatted(path.getFileName(), e.getMessage()));
    }
  }

  List<PluginRoot> roots() {
    return roots;
  }

  /** Reads the descriptor; refuses a plugin that has none or several, or brings the SPI along. */
  PluginDescriptor descriptor() throws IOException, PluginException {
    String found = null;
    for (PluginRoot root : roots) {
      refuseSpiCopy(root);
      byte[] bytes = root.read(PluginDescriptor.PATH);
      if (bytes != null) {
        found = only(found, new String(bytes, StandardCharsets.UTF_8));
      }
    }
    if (found == null) {
      throw new PluginException(
          "it has no "
              + PluginDescriptor.PATH
              + "; add one if it is a plugin of Patchbay, else take it out of the folder");
    }
    return PluginDescriptor.parse(found);
  }

  private static String only(@Nullable String before, String found) throws PluginException {
    if (before != null) {
      throw new PluginException(
          "it holds more than one "
              + PluginDescriptor.PATH
              + "; give each plugin a folder of its own");
    }
    return found;
  }

  private static void refuseSpiCopy(PluginRoot root) throws IOException, PluginException {
    for (String path : root.paths()) {
      if (SPI_CLASS.matcher(path).matches()) {
        throw new PluginException(
            ("it brings a copy of the SPI (%s), but the server's own is used; depend on it as"
                    + " 'provided' and build anew")
                .formatted(path));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (PluginRoot root : roots) {
      root.close();
    }
  }
}
