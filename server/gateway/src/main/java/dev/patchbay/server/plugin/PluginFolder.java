package dev.patchbay.server.plugin;

import dev.patchbay.server.plugin.PluginStatus.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that operators put plugins into: JARs, and folders that hold JARs or classes. Other
 * files and hidden names are passed over.
 *
 * <p>Each plugin is copied, and the copy is loaded, so that whatever happens to the file, a running
 * generation isn't touched. Thread-safe; scans run one at a time.
 */
public final class PluginFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Path folder;
  private final WorkFolder work;
  private final PluginOpener opener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Seen> loaders = new ConcurrentLinkedQueue<>();
  private final Set<PluginGeneration> open = ConcurrentHashMap.newKeySet();
  private volatile Fingerprint scanned = new Fingerprint(Map.of());
  private boolean closed;
  private PluginSet last = PluginSet.EMPTY;
  private Map<String, String> refused = Map.of();

  private record Seen(String id, WeakReference<ClassLoader> loader) {}

  /**
   * Nothing is read before the first {@link #scan}.
   *
   * @param folder must exist
   * @param workFolder where the private copies go, {@code <sha256>/} each; made if need be. While
   *     another server uses it, a numbered folder in it is used
   * @throws UncheckedIOException if there is no such folder, or the other can't be written
   */
  public PluginFolder(Path folder, Path workFolder) {
    this(folder, workFolder, START_LIMIT);
  }

  PluginFolder(Path folder, Path workFolder, Duration startLimit) {
    this.folder = folder;
    opener = new PluginOpener(startLimit, this::watch);
    if (!Files.isDirectory(folder)) {
      throw new UncheckedIOException(
          "there is no plugin folder " + folder + "; create it",
          new NotDirectoryException(folder.toString()));
    }
    try {
      work = WorkFolder.open(workFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't keep copies of plugins in "
              + workFolder
              + " ("
              + e
              + "); let this user write there, or name another folder for temporary files"
              + " (-Djava.io.tmpdir)",
          e);
    }
  }

  /**
   * Loads what is new, keeps what is the same (the same SHA-256: the same generation object), and
   * retires what is gone. A plugin that can't be used is quarantined; if another one was loaded
   * from that file before, it goes on serving. Bytes that were refused once are refused again
   * without trying, until their file has been away for one scan. Blocks: reads files, and gives
   * each new plugin's code up to 10 s.
   *
   * @throws UncheckedIOException if the folder can't be listed; the last set stays as it is
   * @throws IllegalStateException after {@link #close}
   */
  public PluginSet scan() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the plugin folder " + folder + " is closed");
      }
      Fingerprint before = Fingerprint.of(folder);
      Scan scan = new Scan(work, opener, this::unused, last, refused);
      PluginSet next = scan.run(PluginUnit.in(folder));
      log(next);
      Set<PluginGeneration> serving = Set.copyOf(next.providers().values());
      open.addAll(serving);
      Set<PluginGeneration> gone = new HashSet<>(last.providers().values());
      gone.removeAll(serving);
      last = next;
      refused = scan.refused();
      scanned = before;
      gone.forEach(PluginGeneration::retire);
      sweep();
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException("can't list the plugin folder " + folder, e);
    } finally {
      lock.unlock();
    }
  }

  /** What the last scan found. */
  public PluginSet current() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** How the folder looks now. */
  Fingerprint fingerprint() {
    return Fingerprint.of(folder);
  }

  /** How the folder looked just before the last scan. */
  Fingerprint scanned() {
    return scanned;
  }

  /**
   * By plugin id, how many class loaders the garbage collector has not collected yet: 1 for a
   * plugin that serves and has left nothing behind.
   */
  public Map<String, Integer> generationsAlive() {
    loaders.removeIf(seen -> seen.loader().refersTo(null));
    return loaders.stream()
        .collect(Collectors.toMap(Seen::id, seen -> 1, Integer::sum, TreeMap::new));
  }

  private void watch(PluginClassLoader loader) {
    loaders.add(new Seen(loader.pluginId(), new WeakReference<>(loader)));
  }

  private void unused(PluginGeneration generation) {
    Thread.ofVirtual().name("plugin-release " + generation).start(() -> release(generation));
  }

  private void release(PluginGeneration generation) {
    lock.lock();
    try {
      if (!closed) {
        close(generation);
        LOG.info("plugin {} from {} is released", generation, generation.file());
        sweep();
      }
    } finally {
      lock.unlock();
    }
  }

  private void close(PluginGeneration generation) {
    open.remove(generation);
    try {
      generation.close();
    } catch (IOException e) {
      LOG.warn("plugin {}: its copy could not be closed", generation, e);
    }
  }

  private void sweep() {
    try {
      work.keepOnly(open.stream().map(PluginGeneration::hash).collect(Collectors.toSet()));
    } catch (IOException e) {
      LOG.warn("copies of plugins that are no longer used could not be deleted", e);
    }
  }

  private void log(PluginSet next) {
    List<PluginStatus> known = last.statuses();
    if (known.isEmpty() && !next.statuses().isEmpty()) {
      LOG.info("plugins from {}: {}", folder, serving(next));
    }
    for (PluginStatus status : next.statuses()) {
      boolean told = known.isEmpty() && status.state() == State.SERVING;
      if (told || known.contains(status)) {
        continue;
      }
      if (status.state() == State.QUARANTINED) {
        LOG.warn("plugin {} is quarantined: {}", status.id(), status.reason());
      } else {
        LOG.info(
            "plugin {} {} from {}: {}{}",
            status.id(),
            status.version(),
            status.file(),
            status.state(),
            status.reason() == null ? " " + status.providers() : ", " + status.reason());
      }
    }
  }

  private static String serving(PluginSet set) {
    return set.statuses().stream()
        .filter(status -> status.state() == State.SERVING)
        .map(status -> status.id() + " " + status.version())
        .collect(Collectors.joining(", "));
  }

  /**
   * Closes all generations, leased or not, and deletes the copies. Call it when the last call has
   * ended.
   */
  @Override
  public void close() {
    lock.lock();
    try (WorkFolder closing = work) {
      closed = true;
      open.forEach(this::close);
      last = PluginSet.EMPTY;
    } catch (IOException e) {
      LOG.warn("the copies of plugins could not be deleted", e);
    } finally {
      lock.unlock();
    }
  }
}
