package dev.patchbay.server.plugin;

import dev.patchbay.spi.ProviderFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One loading of one plugin: its classes, from one unchanging copy. Lives until it is retired and
 * its last lease is closed; then it lets go of the plugin's objects, so that holding on to a
 * generation keeps no class loader alive. Thread-safe.
 */
public final class PluginGeneration {
  private final PluginDescriptor descriptor;
  private final Path file;
  private final String hash;
  private final Consumer<PluginGeneration> unused;

  /** Leases, and one for the folder until it retires the generation; never rises from 0. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final AtomicBoolean retired = new AtomicBoolean();
  private volatile @Nullable Loaded loaded;

  /** What goes away with it. */
  record Loaded(PluginClassLoader loader, Map<String, ProviderFactory> factories) {}

  /**
   * @param unused told once, by the thread that closes the last lease: must not block
   */
  PluginGeneration(
      PluginDescriptor descriptor,
      Path file,
      String hash,
      Loaded loaded,
      Consumer<PluginGeneration> unused) {
    this.descriptor = descriptor;
    this.file = file;
    this.hash = hash;
    this.loaded = loaded;
    this.unused = unused;
  }

  public PluginDescriptor descriptor() {
    return descriptor;
  }

  /** The JAR or folder in the plugin folder that it was copied from, as it was called then. */
  public Path file() {
    return file;
  }

  /** SHA-256 of what it was loaded from, in hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /** Whether pulled answers need a platform thread. */
  public boolean nativeThreads() {
    return descriptor.nativeCode();
  }

  /**
   * The factory of one of its providers. The caller holds a lease for as long as it uses the
   * factory or anything made by it.
   *
   * @throws IllegalArgumentException if the plugin has no such provider
   * @throws IllegalStateException if the generation is closed
   */
  public ProviderFactory factory(String providerName) {
    Loaded here = loaded;
    if (here == null) {
      throw closed();
    }
    ProviderFactory factory = here.factories().get(providerName);
    if (factory == null) {
      throw new IllegalArgumentException(
          "plugin %s has no provider '%s', only %s"
              .formatted(descriptor.id(), providerName, descriptor.providers()));
    }
    return factory;
  }

  /**
   * Keeps the generation usable until the lease is closed; also when it has been retired meanwhile,
   * as long as another lease is open.
   *
   * @throws IllegalStateException if the generation is closed
   */
  public Lease lease() {
    int before;
    do {
      before = users.get();
      if (before == 0) {
        throw closed();
      }
    } while (!users.compareAndSet(before, before + 1));
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        release();
      }
    };
  }

  /** Says that the folder serves it no longer: it closes with its last lease. */
  public void retire() {
    if (retired.compareAndSet(false, true)) {
      release();
    }
  }

  private void release() {
    if (users.decrementAndGet() == 0) {
      unused.accept(this);
    }
  }

  /** Lets go of the plugin. Once only has an effect. */
  void close() throws IOException {
    Loaded here = loaded;
    loaded = null;
    if (here != null) {
      here.loader().close();
    }
  }

  private IllegalStateException closed() {
    return new IllegalStateException(
        "plugin %s %s from %s is closed".formatted(descriptor.id(), descriptor.version(), file));
  }

  @Override
  public String toString() {
    return descriptor.id() + "@" + descriptor.version();
  }
}
