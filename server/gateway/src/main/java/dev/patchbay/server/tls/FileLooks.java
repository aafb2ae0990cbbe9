package dev.patchbay.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How files look from outside. Two that are equal: nothing has changed. Sees a swapped symbolic
 * link, too, as another file key.
 *
 * @param looks null for a file that could not be looked at
 */
record FileLooks(List<@Nullable Look> looks) {
  /** How one file looks. */
  record Look(long size, FileTime modified, @Nullable Object key) {}

  static FileLooks of(Path... files) {
    var looks = new ArrayList<@Nullable Look>();
    for (Path file : files) {
      looks.add(look(file));
    }
    return new FileLooks(looks);
  }

  private static @Nullable Look look(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Look(found.size(), found.lastModifiedTime(), found.fileKey());
    } catch (IOException e) {
      return null;
    }
  }
}
