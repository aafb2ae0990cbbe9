package dev.patchbay.plugin.localembed.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A resource as a file, in a folder of this user alone, for as long as it takes to load it. */
final class TemporaryFile implements AutoCloseable {
  private final Path folder;
  private final Path file;

  private TemporaryFile(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Unpacks a resource.
   *
   * @param resource of the plugin, without a leading slash
   */
  static TemporaryFile of(String resource) throws IOException {
    Path folder = Files.createTempDirectory("patchbay-local-embed-");
    Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    TemporaryFile temporary = new TemporaryFile(folder, file);
    try (InputStream in = TemporaryFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the plugin's JAR has no " + resource + ": build it again");
      }
      Files.copy(in, file);
      return temporary;
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
  }

  Path path() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
