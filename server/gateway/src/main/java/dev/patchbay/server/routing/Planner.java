package dev.patchbay.server.routing;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.routing.Plan.Exclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which targets of a model may serve a call, by the rules of the call. What is unknown is
 * allowed only where the rule says so.
 */
final class Planner {
  Plan plan(Model model, RouteRequest request) {
    var targets = new ArrayList<Target>();
    var exclusions = new ArrayList<Exclusion>();
    for (Target target : model.targets()) {
      exclusion(target, request).ifPresentOrElse(exclusions::add, () -> targets.add(target));
    }
    return new Plan(model, List.copyOf(targets), List.copyOf(exclusions));
  }

  private static Optional<Exclusion> exclusion(Target target, RouteRequest request) {
    String provider = target.endpoint().place().provider();
    if (request.excludedProviders().contains(provider)) {
      return excluded(target, "exclude_providers", "the call excludes provider " + provider);
    }
    if (!request.onlyProviders().isEmpty() && !request.onlyProviders().contains(provider)) {
      return excluded(
          target,
          "only_providers",
          "provider " + provider + " is not among the call's only_providers");
    }
    if (target.capabilities().isKnown()) {
      for (String need : request.needs()) {
        if (!target.capabilities().has(need)) {
          return excluded(
              target, "capability", target.model() + " at " + target.endpoint() + " lacks " + need);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Exclusion> excluded(Target target, String rule, String message) {
    return Optional.of(new Exclusion(target, rule, message));
  }
}
