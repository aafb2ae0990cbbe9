package dev.patchbay.server.grpc;

import dev.patchbay.v1.Hold;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import dev.patchbay.v1.RoutePreferences.Objective;

/** The bounds of where a call may go; most of it is for later versions. */
final class RouteRules {
  private RouteRules() {}

  static void check(Violations at, RoutePreferences route) {
    objective(at, route);
    failover(at, route);
    Bounds.eachNotEmpty(at, "only_providers", route.getOnlyProvidersList());
    Bounds.eachNotEmpty(at, "exclude_providers", route.getExcludeProvidersList());
    Bounds.eachNotEmpty(at, "allowed_regions", route.getAllowedRegionsList());
    unsupported(at, "fallback_models", route.getFallbackModelsCount() > 0);
    unsupported(at, "affinity_key", !route.getAffinityKey().isEmpty());
    unsupported(at, "zero_retention", route.getZeroRetention());
    unsupported(at, "max_cost_picos", route.hasMaxCostPicos());
    unsupported(at, "currency_code", !route.getCurrencyCode().isEmpty());
    unsupported(at, "max_time_to_first_token", route.hasMaxTimeToFirstToken());
    unsupported(at, "fallback_enabled", route.getFallbackEnabled());
    if (route.hasHold()) {
      at.enter("hold");
      hold(at, route.getHold());
      at.leave();
    }
  }

  /** A field that this version does not have yet. */
  static void unsupported(Violations at, String field, boolean isSet) {
    if (isSet) {
      at.unsupported(field);
    }
  }

  private static void objective(Violations at, RoutePreferences route) {
    Objective objective = route.getObjective();
    switch (objective) {
      case OBJECTIVE_UNSPECIFIED -> {
        // The model's configured strategy.
      }
      case OBJECTIVE_COST, OBJECTIVE_LATENCY, OBJECTIVE_THROUGHPUT, OBJECTIVE_QUALITY ->
          at.unsupported("objective", "is " + objective);
      case UNRECOGNIZED -> Bounds.known(at, "objective", route.getObjectiveValue(), false);
    }
  }

  private static void failover(Violations at, RoutePreferences route) {
    Failover failover = route.getFailover();
    switch (failover) {
      case FAILOVER_UNSPECIFIED, FAILOVER_NEVER, FAILOVER_BEFORE_OUTPUT -> {
        // What this version can do.
      }
      case FAILOVER_RESTART, FAILOVER_CONTINUE -> at.unsupported("failover", "is " + failover);
      case UNRECOGNIZED -> Bounds.known(at, "failover", route.getFailoverValue(), false);
    }
  }

  private static void hold(Violations at, Hold hold) {
    switch (hold.getAmountCase()) {
      case NONE -> {
        // What this version does anyway.
      }
      case TOKENS -> at.unsupported("tokens");
      case TIME -> at.unsupported("time");
      case WHOLE -> at.unsupported("whole");
      case AMOUNT_NOT_SET -> Bounds.requiredOneOf(at, "amount", false, "none, tokens, time, whole");
    }
  }
}
