package dev.patchbay.server.boot;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.patchbay.server.access.Admission;
import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.catalog.LiveCatalog;
import dev.patchbay.server.health.HealthListener;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.relay.CallListener;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.replay.Shelf;
import dev.patchbay.server.routing.Router;
import dev.patchbay.server.telemetry.CallMetrics;
import dev.patchbay.server.telemetry.HealthLog;
import dev.patchbay.server.telemetry.HealthMetrics;
import dev.patchbay.server.upstream.UpstreamClient;
import java.time.InstantSource;

/** What a call passes through on its way, save the doors. */
final class ServerModule extends AbstractModule {
  private final int loops;

  /**
   * @param loops number of event loops
   */
  ServerModule(int loops) {
    this.loops = loops;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
    bind(InstantSource.class).toInstance(InstantSource.system());
    bind(UpstreamClient.class).in(Singleton.class);
    bind(HealthMetrics.class).in(Singleton.class);
    bind(HealthListener.class).to(HealthLog.class);
    bind(HealthLog.class).in(Singleton.class);
    bind(LiveCatalog.class).in(Singleton.class);
    bind(CatalogSource.class).to(LiveCatalog.class);
    bind(Admission.class).in(Singleton.class);
    bind(Router.class).in(Singleton.class);
    bind(CallListener.class).to(CallMetrics.class);
    bind(CallMetrics.class).in(Singleton.class);
    bind(Relay.class).in(Singleton.class);
    bind(Shelf.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  LoopGroup loopGroup() {
    return new LoopGroup(loops);
  }
}
