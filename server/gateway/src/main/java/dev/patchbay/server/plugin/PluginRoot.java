package dev.patchbay.server.plugin;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * One place of a plugin's copy that holds classes and resources. Thread-safe. Reads through streams
 * that an interrupt of the reading thread can't break: a plugin's class may be needed first by a
 * thread that is being cancelled.
 */
sealed interface PluginRoot extends Closeable {
  /** The content at a path inside; null if there is none. */
  byte @Nullable [] read(String path) throws IOException;

  /** An address for the content at a path inside; null if there is none, or after closing. */
  @Nullable URL find(String path);

  /** The paths of everything inside. */
  List<String> paths() throws IOException;

  /** Address of the root itself. */
  URL location();

  static PluginRoot open(Path path) throws IOException {
    return Files.isDirectory(path)
        ? new Directory(path)
        : new Jar(path, new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version()));
  }

  /** A JAR, in its form for this version of Java. Its manifest's Class-Path is not followed. */
  record Jar(Path path, JarFile file) implements PluginRoot {
    @Override
    public byte @Nullable [] read(String name) throws IOException {
      JarEntry entry = file.getJarEntry(name);
      if (entry == null) {
        return null;
      }
      try (InputStream in = file.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }

    @Override
    public @Nullable URL find(String name) {
      try {
        JarEntry entry = file.getJarEntry(name);
        return entry == null ? null : address(entry.getRealName());
      } catch (IllegalStateException closed) {
        return null;
      }
    }

    private URL address(String name) {
      try {
        String inside = new URI(null, null, "/" + name, null).getRawPath();
        return URL.of(URI.create("jar:" + path.toUri() + "!" + inside), Uncached.HANDLER);
      } catch (URISyntaxException | MalformedURLException e) {
        throw new IllegalArgumentException("no address for " + name + " in " + path, e);
      }
    }

    @Override
    public List<String> paths() {
      return file.stream().map(JarEntry::getName).toList();
    }

    @Override
    public URL location() {
      return urlOf(path);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A folder of classes. */
  record Directory(Path path) implements PluginRoot {
    @Override
    public byte @Nullable [] read(String name) throws IOException {
      File file = inside(name).toFile();
      if (!inside(name).startsWith(path) || !file.isFile()) {
        return null;
      }
      try (InputStream in = new FileInputStream(file)) {
        return in.readAllBytes();
      }
    }

    @Override
    public @Nullable URL find(String name) {
      Path file = inside(name);
      return file.startsWith(path) && Files.exists(file) ? urlOf(file) : null;
    }

    private Path inside(String name) {
      return path.resolve(name).normalize();
    }

    @Override
    public List<String> paths() throws IOException {
      try (Stream<Path> files = Files.walk(path)) {
        return files.map(file -> path.relativize(file).toString().replace('\\', '/')).toList();
      }
    }

    @Override
    public URL location() {
      return urlOf(path);
    }

    @Override
    public void close() {}
  }

  private static URL urlOf(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("no address for " + path, e);
    }
  }

  /** Opens JAR addresses without the JDK's cache, which would hold the file open for ever. */
  final class Uncached extends URLStreamHandler {
    private static final Uncached HANDLER = new Uncached();

    private Uncached() {}

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection();
      connection.setUseCaches(false);
      return connection;
    }
  }
}
