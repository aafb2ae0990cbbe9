package dev.patchbay.server.catalog;

import dev.patchbay.server.catalog.CatalogBuilding.Opened;
import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.health.HealthListener;
import dev.patchbay.server.plugin.PluginSet;
import dev.patchbay.server.upstream.UpstreamClient;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The catalog of the moment. A new one is built whole and then swapped; what the old one had and
 * the new one has not is retired, and closed when its last call has ended.
 */
public final class LiveCatalog implements CatalogSource, AutoCloseable {
  /**
   * How long a new catalog waits for its endpoints to warm up before it takes over; slower ones go
   * on warming up in use.
   */
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /** How long the end of the server waits for each provider to close. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final EndpointOpening opening;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Runnable onWarm = () -> {};
  private volatile Catalog current = Catalog.EMPTY;
  private Map<String, Opened> opened = Map.of();
  private long version;

  /**
   * @param healthListener hears how the endpoints do
   */
  @Inject
  public LiveCatalog(UpstreamClient client, InstantSource time, HealthListener healthListener) {
    this.opening = new EndpointOpening(client, time, healthListener, () -> onWarm.run());
  }

  /**
   * Sets who is told whenever an endpoint has ended warming up, well or not, so that {@link
   * Catalog#isUsable} may have changed. On any thread; must not block.
   */
  public void onWarm(Runnable listener) {
    onWarm = listener;
  }

  @Override
  public Catalog current() {
    return current;
  }

  /**
   * Takes a configuration over. Blocks; not on an event loop.
   *
   * @param missingProviderAllowed see {@link CatalogBuilding}
   * @throws ConfigurationException with everything that is wrong; the catalog before stays
   */
  public void load(
      Configuration configuration,
      PluginSet plugins,
      Path pluginFolder,
      boolean missingProviderAllowed)
      throws ConfigurationException {
    lock.lock();
    try {
      var building =
          new CatalogBuilding(
              opening, configuration, plugins, pluginFolder, missingProviderAllowed, opened);
      Map<String, Opened> next = building.endpoints();
      var endpoints = new LinkedHashMap<String, Endpoint>();
      next.forEach((name, made) -> endpoints.put(name, made.endpoint()));
      awaitWarm(endpoints.values());
      swap(
          new Catalog(
              ++version,
              Collections.unmodifiableMap(endpoints),
              Collections.unmodifiableMap(building.models())),
          next);
    } finally {
      lock.unlock();
    }
  }

  /** The limit is for all of them together. */
  private static void awaitWarm(Collection<Endpoint> endpoints) {
    long end = System.nanoTime() + WARM_UP.toNanos();
    endpoints.forEach(
        endpoint -> endpoint.awaitWarm(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
  }

  /**
   * Checks a configuration as {@link #load} would, and opens nothing.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public static void check(Configuration configuration, PluginSet plugins, Path pluginFolder)
      throws ConfigurationException {
    var ignored =
        new CatalogBuilding(
                new EndpointCheck(), configuration, plugins, pluginFolder, false, Map.of())
            .endpoints();
  }

  private void swap(Catalog catalog, Map<String, Opened> next) {
    Map<String, Opened> old = opened;
    opened = next;
    current = catalog;
    old.forEach((name, before) -> {
      Opened after = next.get(name);
      if (after == null || after.endpoint() != before.endpoint()) {
        before.endpoint().retire();
      }
    });
  }

  /** Retires everything, and waits a little for the providers to close: their classes go next. */
  @Override
  public void close() {
    lock.lock();
    try {
      Map<String, Opened> last = opened;
      swap(Catalog.EMPTY, Map.of());
      last.values().forEach(before -> before.endpoint().awaitClosed(CLOSING));
    } finally {
      lock.unlock();
    }
  }
}
