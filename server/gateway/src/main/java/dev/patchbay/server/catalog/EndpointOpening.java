package dev.patchbay.server.catalog;

import dev.patchbay.server.catalog.Endpoint.Backing;
import dev.patchbay.server.catalog.Endpoint.Place;
import dev.patchbay.server.config.Concurrency;
import dev.patchbay.server.config.EndpointSection;
import dev.patchbay.server.health.ConcurrencyLimit;
import dev.patchbay.server.health.EndpointHealth;
import dev.patchbay.server.health.HealthListener;
import dev.patchbay.server.plugin.Lease;
import dev.patchbay.server.plugin.PluginGeneration;
import dev.patchbay.server.upstream.Upstream;
import dev.patchbay.server.upstream.UpstreamClient;
import dev.patchbay.server.upstream.Upstreams;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.Settings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens endpoints: has the plugin create the provider, prepares its origins, and lets it warm up.
 */
final class EndpointOpening implements EndpointOpener {
  private static final Logger log = LoggerFactory.getLogger(EndpointOpening.class);

  private final UpstreamClient client;
  private final InstantSource time;
  private final HealthListener healthListener;
  private final Runnable onWarm;

  /**
   * @param healthListener hears how the endpoints do
   * @param onWarm told whenever an endpoint has ended warming up, well or not; on its thread
   */
  EndpointOpening(
      UpstreamClient client, InstantSource time, HealthListener healthListener, Runnable onWarm) {
    this.client = client;
    this.time = time;
    this.healthListener = healthListener;
    this.onWarm = onWarm;
  }

  static Place place(EndpointSection section) {
    return new Place(section.name(), section.provider(), section.region(), section.attestations());
  }

  static EndpointConfig config(EndpointSection section, Settings settings) {
    return new EndpointConfig(
        section.name(), section.baseUrl(), section.apiKey(), section.region(), settings);
  }

  /** The endpoint warms up on a thread of its own. */
  @Override
  public Endpoint open(EndpointSection section, Settings settings, PluginGeneration generation)
      throws IOException {
    Lease lease = generation.lease();
    var context = new Context(section.name());
    Provider provider = null;
    boolean opened = false;
    try {
      provider = generation.factory(section.provider()).create(config(section, settings), context);
      List<Upstream> upstreams = Upstreams.of(provider.origins(), section.proxy(), section.ca());
      Runnable release =
          () -> {
            context.close();
            lease.close();
            upstreams.forEach(client::forget);
          };
      var endpoint =
          new Endpoint(
              place(section),
              new Backing(provider, upstreams, generation.nativeThreads(), release),
              new EndpointHealth(section.name(), limit(section.concurrency()), healthListener));
      warmUp(endpoint, provider);
      opened = true;
      return endpoint;
    } finally {
      if (!opened) {
        abandon(provider, context, lease);
      }
    }
  }

  private static ConcurrencyLimit limit(Concurrency concurrency) {
    return switch (concurrency) {
      case Concurrency.None _ -> ConcurrencyLimit.none();
      case Concurrency.Fixed fixed -> ConcurrencyLimit.fixed(fixed.calls());
      case Concurrency.Adaptive _ -> ConcurrencyLimit.adaptive();
    };
  }

  private static void abandon(@Nullable Provider provider, Context context, Lease lease) {
    try {
      if (provider != null) {
        provider.close();
      }
    } finally {
      context.close();
      lease.close();
    }
  }

  private void warmUp(Endpoint endpoint, Provider provider) {
    if (!endpoint.acquire()) {
      return;
    }
    endpoint.runBlocking("warm up", () -> runWarmUp(endpoint, provider));
  }

  private void runWarmUp(Endpoint endpoint, Provider provider) {
    try {
      provider.warmUp();
      endpoint.warmed(Endpoint.Status.AVAILABLE);
    } catch (Throwable e) {
      // An Error, too: else the endpoint would be warming up for ever.
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      log.warn("endpoint {} takes no calls: {}", endpoint.name(), reason);
      endpoint.warmed(Endpoint.Status.unavailable(reason));
    } finally {
      endpoint.release();
      onWarm.run();
    }
  }

  private final class Context implements ProviderContext {
    private final String endpoint;
    private final List<CredentialKeeper<?>> keepers = new ArrayList<>();

    Context(String endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public InstantSource time() {
      return time;
    }

    @Override
    public <C> Credentials<C> credentials(CredentialSource<C> source) {
      var keeper = new CredentialKeeper<>(endpoint, source, time);
      keepers.add(keeper);
      return keeper;
    }

    void close() {
      keepers.forEach(CredentialKeeper::close);
    }
  }
}
