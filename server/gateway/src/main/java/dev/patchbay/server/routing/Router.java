package dev.patchbay.server.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.server.access.Principal;
import dev.patchbay.server.access.Requirements;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.Endpoint;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.health.Out;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plan and pick. Plans are cached under a key that holds the catalog's version, so that a reload
 * needs no invalidation; what is live (which endpoints can be called) is looked at each time.
 */
public final class Router {
  private static final int MAX_PLANS = 10_000;

  /** All that a plan depends on. Callers with the same rules share one. */
  private record PlanKey(
      long catalog,
      String model,
      Set<String> onlyProviders,
      Set<String> excludedProviders,
      Set<String> needs,
      Requirements requirements) {
    static PlanKey of(Catalog catalog, RouteRequest request, Requirements requirements) {
      return new PlanKey(
          catalog.version(),
          request.model(),
          request.onlyProviders(),
          request.excludedProviders(),
          request.needs(),
          requirements);
    }
  }

  private final Planner planner = new Planner();
  private final Strategy strategy = new Ordered();
  private final Cache<PlanKey, Plan> plans =
      Caffeine.newBuilder().maximumSize(MAX_PLANS).executor(Runnable::run).build();

  @Inject
  public Router() {}

  /**
   * The plan for a call.
   *
   * @throws FaultException MODEL_NOT_FOUND; KEY_NOT_ALLOWED if there is such a model and the caller
   *     may not use it; NO_ELIGIBLE_ROUTE with the rule that excluded each target
   */
  public Plan plan(Catalog catalog, RouteRequest request) {
    if (!request.principal().mayUse(request.model())) {
      throw new FaultException(notAllowed(model(catalog, request.model()), request.principal()));
    }
    Requirements requirements = request.requirements();
    var key = PlanKey.of(catalog, request, requirements);
    Plan plan = plans.getIfPresent(key);
    if (plan == null) {
      plan = planner.plan(model(catalog, request.model()), request, requirements);
      plans.put(key, plan);
    }
    if (plan.targets().isEmpty()) {
      throw new FaultException(noEligibleRoute(plan));
    }
    return plan;
  }

  /** All targets of the plan, best first. */
  public List<Target> pick(Plan plan) {
    return strategy.order(plan.targets());
  }

  private static Model model(Catalog catalog, String name) {
    return catalog
        .model(name)
        .orElseThrow(() ->
            new FaultException(
                Fault.of(
                        Reason.MODEL_NOT_FOUND,
                        "no model \""
                            + name
                            + "\" is configured; ListModels and GET /v1/models tell which are")
                    .with(Fault.MODEL, name)));
  }

  private static Fault notAllowed(Model model, Principal principal) {
    return Fault.of(
            Reason.KEY_NOT_ALLOWED,
            "key \"" + principal.name() + "\" may not use model \"" + model.name() + "\"")
        .with(Fault.MODEL, model.name());
  }

  private static Fault noEligibleRoute(Plan plan) {
    List<Violation> violations =
        plan.exclusions().stream()
            .map(e -> new Violation(e.target() + ": " + e.rule(), e.message()))
            .toList();
    String why =
        plan.exclusions().stream()
            .map(Plan.Exclusion::message)
            .distinct()
            .collect(Collectors.joining("; "));
    return new Fault(
        Reason.NO_ELIGIBLE_ROUTE,
        "no target of model \"" + plan.model().name() + "\" may serve this call: " + why,
        violations,
        null,
        null);
  }

  /**
   * Why none of these targets can be called now, with the time at which the first of them is
   * expected back.
   *
   * @param model the one that is asked
   * @param now {@link System#nanoTime}
   */
  public Fault noHealthyEndpoint(Model model, List<Target> targets, long now) {
    var states = new LinkedHashSet<String>();
    long back = Long.MAX_VALUE;
    for (Target target : targets) {
      Out out = target.health().out(now);
      if (!target.endpoint().isAvailable()) {
        states.add(describe(target.endpoint()));
      } else if (out != null) {
        states.add(target + ": " + out.why());
        back = Math.min(back, out.readyIn());
      }
    }
    Fault fault =
        Fault.of(
            Reason.NO_HEALTHY_ENDPOINT,
            "no endpoint of model \""
                + model.name()
                + "\" can be called: "
                + String.join("; ", states));
    return back == Long.MAX_VALUE ? fault : fault.retryAfter(Duration.ofNanos(back));
  }

  private static String describe(Endpoint endpoint) {
    Endpoint.Status status = endpoint.status();
    return endpoint.name()
        + " is "
        + status.state().name().toLowerCase(Locale.ROOT)
        + ": "
        + status.reason();
  }
}
