package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.routing.Plan;
import dev.patchbay.server.routing.RouteRequest;
import dev.patchbay.server.routing.Router;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models of one call: the asked one, then those that may stand in for it. The rules of the call
 * and of its key hold for each of them; one that they exclude is passed over.
 */
final class Legs {
  private final Router router;
  private final Catalog catalog;
  private final Request<?> request;
  private @Nullable Plan asked;
  private @Nullable Iterator<String> fallbacks;

  Legs(Router router, Catalog catalog, Request<?> request) {
    this.router = router;
    this.catalog = catalog;
    this.request = request;
  }

  /**
   * The plan for the model that is asked, which is the first leg.
   *
   * @throws FaultException if it can't be served at all, or a fallback that the caller names is not
   *     known
   */
  Plan asked() {
    checkNames();
    Plan plan = plan(request.model());
    asked = plan;
    return plan;
  }

  private void checkNames() {
    List<String> named = request.terms().failover().fallbacks();
    for (int i = 0; i < named.size(); i++) {
      String name = named.get(i);
      if (catalog.model(name).isEmpty()) {
        throw new FaultException(unknown(name, i));
      }
    }
  }

  private Fault unknown(String name, int index) {
    String field = request.terms().fallbacksField() + "[" + index + "]";
    String near =
        Nearest.of(name, catalog.models().keySet())
            .map(other -> "; did you mean \"" + other + "\"?")
            .orElse("");
    return Fault.invalid(
        Reason.INVALID_REQUEST,
        List.of(new Violation(field, "no model \"" + name + "\" is configured" + near)));
  }

  /** The next model; null: no more. */
  Itinerary.@Nullable Leg next() {
    if (fallbacks == null) {
      Plan first = asked == null ? asked() : asked;
      fallbacks = names(first).iterator();
      return leg(first);
    }
    while (fallbacks.hasNext()) {
      try {
        return leg(plan(fallbacks.next()));
      } catch (FaultException excluded) {
        // Why a fallback may not serve is no news for a caller whose own model has failed.
        continue;
      }
    }
    return null;
  }

  private List<String> names(Plan first) {
    var names = new LinkedHashSet<>(allowed(first));
    names.remove(first.model().name());
    return List.copyOf(names);
  }

  private List<String> allowed(Plan first) {
    FailoverWishes wishes = request.terms().failover();
    if (!wishes.elsewhere() || request.operation() != Request.Operation.CHAT) {
      return List.of();
    }
    if (!wishes.fallbacks().isEmpty()) {
      return wishes.fallbacks();
    }
    return wishes.fallbackEnabled() ? first.model().failover().fallbacks() : List.of();
  }

  private Itinerary.Leg leg(Plan plan) {
    return new Itinerary.Leg(plan.model(), router.pick(plan));
  }

  private Plan plan(String model) {
    Terms terms = request.terms();
    return router.plan(
        catalog,
        new RouteRequest(
            model,
            terms.onlyProviders(),
            terms.excludedProviders(),
            request.needs(),
            terms.regions(),
            terms.principal()));
  }
}
