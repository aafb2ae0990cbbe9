package dev.patchbay.server.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The private copies of plugins, {@code <root>/<sha256>/} each. The root is the folder that was
 * asked for; while another server holds that one's lock, it is a numbered folder in it.
 */
final class WorkFolder implements Closeable {
  private static final int MOST_SERVERS = 100;
  private static final Pattern COPY = Pattern.compile("[0-9a-f]{64}|copying-.*");

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;
  private final FileChannel channel;

  private WorkFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Takes the first root that nobody holds, and deletes what a crashed server has left in it. */
  static WorkFolder open(Path folder) throws IOException {
    for (int number = 1; number <= MOST_SERVERS; number++) {
      Path root = number == 1 ? folder : folder.resolve(Integer.toString(number));
      WorkFolder opened = tryOpen(root.toAbsolutePath().normalize());
      if (opened != null) {
        opened.keepOnly(Set.of());
        return opened;
      }
    }
    throw new IOException(
        folder + " and its numbered folders are locked by " + MOST_SERVERS + " servers");
  }

  private static @Nullable WorkFolder tryOpen(Path root) throws IOException {
    makePrivate(root);
    FileChannel channel =
        FileChannel.open(
            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new WorkFolder(root, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another one of this very process: the channel is closed below, as for any other server's.
    }
    channel.close();
    return null;
  }

  /**
   * Whoever can write here can have the server run what they like, and the folder may lie where
   * everybody can make one first.
   */
  private static void makePrivate(Path root) throws IOException {
    Files.createDirectories(root.getParent());
    try {
      Files.createDirectory(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      var found = Files.readAttributes(root, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isDirectory() || !found.owner().equals(ourselves())) {
        throw new IOException(
            "%s must be a folder that belongs to this server's user, but it %s; take it away"
                .formatted(
                    root, found.isDirectory() ? "belongs to " + found.owner() : "is no folder"),
            e);
      }
      Files.setPosixFilePermissions(root, OWNER_ONLY);
    }
  }

  private static UserPrincipal ourselves() throws IOException {
    Path ours = Files.createTempFile("patchbay", null);
    try {
      return Files.getOwner(ours);
    } finally {
      Files.delete(ours);
    }
  }

  /** A copy of a unit, by the hash of what was copied. */
  record Copy(Path path, String hash) {}

  /** Copies a unit, reading it once. For many that are not there yet. Thread-safe. */
  Copy take(PluginUnit unit) throws IOException {
    Path fresh = Files.createTempDirectory(root, "copying-");
    String hash = unit.copyTo(fresh);
    synchronized (this) {
      Path copy = root.resolve(hash);
      if (Files.isDirectory(copy)) {
        delete(fresh);
      } else {
        Files.move(fresh, copy);
      }
      return new Copy(copy, hash);
    }
  }

  /** The copy of a unit whose hash that is; made if it isn't there yet. Not for two at once. */
  Path copy(PluginUnit unit, String hash) throws IOException, PluginException {
    Path copy = root.resolve(hash);
    if (Files.isDirectory(copy)) {
      return copy;
    }
    Path fresh = Files.createTempDirectory(root, "copying-");
    if (!unit.copyTo(fresh).equals(hash)) {
      throw new PluginException(
          "it changed while it was being copied; it is read again when it is at rest");
    }
    return Files.move(fresh, copy);
  }

  /** Deletes all copies but these. */
  void keepOnly(Set<String> hashes) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (COPY.matcher(name).matches() && !hashes.contains(name)) {
          delete(entry);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes all copies and lets another server have the folder. */
  @Override
  public void close() throws IOException {
    try (channel) {
      keepOnly(Set.of());
    }
  }
}
