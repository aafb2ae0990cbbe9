package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.routing.Plan;
import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.server.routing.Router;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets that one call may be sent to, and which of them come next. */
final class Candidates {
  private final CatalogSource catalogs;
  private final Router router;
  private final RouteRequest wanted;
  private Catalog catalog = Catalog.EMPTY;
  private List<Target> targets = List.of();
  private int next;

  Candidates(CatalogSource catalogs, Router router, ChatRequest request) {
    this.catalogs = catalogs;
    this.router = router;
    wanted =
        new RouteRequest(
            request.call().model(),
            request.onlyProviders(),
            request.excludedProviders(),
            RouteRequest.needsOf(request.call()));
  }

  /**
   * Chooses from the catalog of the moment.
   *
   * @throws FaultException if nothing may or can serve the call
   */
  Plan choose() {
    catalog = catalogs.current();
    Plan plan = router.plan(catalog, wanted);
    targets = router.pick(plan);
    next = 0;
    return plan;
  }

  /** Whether another catalog has taken over since the choice was made. */
  boolean isOutdated() {
    Catalog current = catalogs.current();
    return current != catalog && current != Catalog.EMPTY;
  }

  /** The next one, which is then used up. There must be one. */
  Target take() {
    return targets.get(next++);
  }

  /**
   * The next target that may make a failure good, passing over those that can't; null: there is
   * none.
   */
  @Nullable Target after(Target failed, Reason reason) {
    next = Failover.next(targets, next, failed, reason);
    return next < targets.size() ? targets.get(next) : null;
  }
}
