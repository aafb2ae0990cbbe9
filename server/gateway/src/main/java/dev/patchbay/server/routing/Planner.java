package dev.patchbay.server.routing;

import dev.patchbay.server.access.Requirements;
import dev.patchbay.server.catalog.Endpoint.Place;
import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.routing.Plan.Exclusion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which targets of a model may serve a call, by the rules of the call and of its caller. What
 * is unknown is allowed only where the rule says so.
 */
final class Planner {
  /**
   * @param requirements the request's, worked out
   */
  Plan plan(Model model, RouteRequest request, Requirements requirements) {
    var targets = new ArrayList<Target>();
    var exclusions = new ArrayList<Exclusion>();
    for (Target target : model.targets()) {
      required(target, requirements)
          .or(() -> wanted(target, request))
          .or(() -> needed(target, request))
          .ifPresentOrElse(exclusions::add, () -> targets.add(target));
    }
    return new Plan(model, List.copyOf(targets), List.copyOf(exclusions));
  }

  private static Optional<Exclusion> required(Target target, Requirements requirements) {
    Place place = target.endpoint().place();
    Set<String> lacking = new HashSet<>(requirements.attestations());
    place.attestations().forEach(lacking::remove);
    if (!lacking.isEmpty()) {
      return excluded(
          target,
          "attestations",
          "%s is not attested %s, as is required; it is attested %s"
              .formatted(place.name(), listed(lacking), listed(place.attestations())));
    }
    return requirements.regions().stream()
        .filter(allowed -> !isIn(place.region(), allowed))
        .findFirst()
        .flatMap(allowed -> excluded(target, "regions", elsewhere(place, allowed)));
  }

  private static boolean isIn(@Nullable String region, Set<String> allowed) {
    return region != null && allowed.contains(region);
  }

  private static String elsewhere(Place place, Set<String> allowed) {
    String where = place.region() == null ? " has no region" : " is in region " + place.region();
    return place.name() + where + "; required is one of: " + listed(allowed);
  }

  private static String listed(Collection<String> words) {
    return words.isEmpty() ? "nothing" : String.join(", ", words.stream().sorted().toList());
  }

  private static Optional<Exclusion> wanted(Target target, RouteRequest request) {
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
    return Optional.empty();
  }

  private static Optional<Exclusion> needed(Target target, RouteRequest request) {
    for (String need : request.needs()) {
      if (target.capabilities().lacks(need)) {
        return excluded(
            target, "capability", target.model() + " at " + target.endpoint() + " lacks " + need);
      }
    }
    return Optional.empty();
  }

  private static Optional<Exclusion> excluded(Target target, String rule, String message) {
    return Optional.of(new Exclusion(target, rule, message));
  }
}
