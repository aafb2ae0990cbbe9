package dev.patchbay.server.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the files of a plugin folder look from outside. Two that are equal: nothing has changed. Sees
 * a swapped symbolic link too, as another file key.
 *
 * @param looks by path; null for what could not be looked at
 */
record Fingerprint(Map<Path, @Nullable Look> looks) {
  /** How one file looks. */
  record Look(long size, FileTime modified, @Nullable Object key) {}

  static Fingerprint of(Path folder) {
    Map<Path, @Nullable Look> looks = new LinkedHashMap<>();
    try {
      for (PluginUnit unit : PluginUnit.in(folder)) {
        add(unit, looks);
      }
    } catch (IOException | UncheckedIOException e) {
      looks.put(folder, null);
    }
    return new Fingerprint(looks);
  }

  private static void add(PluginUnit unit, Map<Path, @Nullable Look> looks) {
    looks.put(unit.source(), null);
    try {
      for (Path file : unit.files().values()) {
        looks.put(file, look(file));
      }
    } catch (IOException | UncheckedIOException e) {
      looks.put(unit.source().resolve("?"), null);
    }
  }

  private static Look look(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return new Look(found.size(), found.lastModifiedTime(), found.fileKey());
  }
}
