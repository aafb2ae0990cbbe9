package dev.patchbay.server.plugin;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the plugin folder has changed, by looking at it again and again. A change counts
 * when two looks in a row see the same, so that a file which is still being copied is left alone.
 * (The operating system's own notices miss swapped symbolic links and network file systems.)
 */
public final class PluginWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

  private final PluginFolder folder;
  private final Duration interval;
  private final Consumer<PluginSet> listener;
  private final Semaphore pokes = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private Fingerprint handled;
  private Fingerprint seen;

  /**
   * Watches from {@link #start} on. What changed since the folder's last scan counts as a change.
   *
   * @param interval between two looks; zero: only {@link #poke} has the folder scanned
   * @param listener takes the result of each scan, on the watch's one thread
   */
  public PluginWatch(PluginFolder folder, Duration interval, Consumer<PluginSet> listener) {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("interval is " + interval + "; use zero or more");
    }
    this.folder = folder;
    this.interval = interval;
    this.listener = listener;
    handled = folder.scanned();
    seen = handled;
    thread = Thread.ofPlatform().name("plugin-watch").daemon().unstarted(this::run);
  }

  /** Starts watching; once only. */
  public void start() {
    thread.start();
  }

  /** Has the folder scanned now, changed or not; the listener gets the result. Does not wait. */
  public void poke() {
    pokes.release();
  }

  private void run() {
    while (!closed) {
      boolean poked = awaitPoke();
      if (closed) {
        return;
      }
      look(poked);
    }
  }

  private boolean awaitPoke() {
    try {
      if (interval.isZero()) {
        pokes.acquire();
        return true;
      }
      return pokes.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closed = true;
      return false;
    } finally {
      pokes.drainPermits();
    }
  }

  private void look(boolean poked) {
    Fingerprint now = folder.fingerprint();
    boolean changed = !now.equals(handled) && now.equals(seen);
    seen = now;
    if (!poked && !changed) {
      return;
    }
    handled = now;
    try {
      listener.accept(folder.scan());
    } catch (RuntimeException e) {
      LOG.warn("plugins were not reloaded; those that serve go on", e);
    }
  }

  /** Stops. The listener isn't called after this has returned (unless it is what calls this). */
  @Override
  public void close() {
    closed = true;
    pokes.release();
    if (thread.isAlive() && Thread.currentThread() != thread) {
      Uninterruptibles.joinUninterruptibly(thread);
    }
  }
}
