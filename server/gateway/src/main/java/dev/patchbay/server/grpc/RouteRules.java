package dev.patchbay.server.grpc;

import dev.patchbay.v1.Hold;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import dev.patchbay.v1.RoutePreferences.Objective;
import java.time.Duration;

/** The bounds of where a call may go; some of it is for later versions. */
final class RouteRules {
  private static final String OTHER_VECTORS =
      "is set: other models are never asked for vectors or scores, as theirs mean something else";

  private static final Duration LONGEST_HOLD = dev.patchbay.server.failover.Hold.Time.LONGEST;
  private static final String NO_PARTS = "nothing leaves before the answer is whole";

  private RouteRules() {}

  static void check(Violations at, RoutePreferences route) {
    objective(at, route);
    Bounds.known(
        at, "failover", route.getFailoverValue(), route.getFailover() != Failover.UNRECOGNIZED);
    Bounds.entriesAtMost(at, "fallback_models", route.getFallbackModelsCount(), 16);
    Bounds.eachNotEmpty(at, "fallback_models", route.getFallbackModelsList());
    Bounds.eachNotEmpty(at, "only_providers", route.getOnlyProvidersList());
    Bounds.eachNotEmpty(at, "exclude_providers", route.getExcludeProvidersList());
    Bounds.eachNotEmpty(at, "allowed_regions", route.getAllowedRegionsList());
    unsupported(at, "affinity_key", !route.getAffinityKey().isEmpty());
    unsupported(at, "zero_retention", route.getZeroRetention());
    unsupported(at, "max_cost_picos", route.hasMaxCostPicos());
    unsupported(at, "currency_code", !route.getCurrencyCode().isEmpty());
    unsupported(at, "max_time_to_first_token", route.hasMaxTimeToFirstToken());
    if (route.hasHold()) {
      at.enter("hold");
      hold(at, route.getHold());
      at.leave();
    }
  }

  /** What holds besides where vectors or scores are asked for. */
  static void checkForVectors(Violations at, RoutePreferences route) {
    if (route.getFallbackModelsCount() > 0) {
      at.senseless("fallback_models", OTHER_VECTORS);
    }
    if (route.getFallbackEnabled()) {
      at.senseless("fallback_enabled", OTHER_VECTORS);
    }
    Failover failover = route.getFailover();
    if (failover == Failover.FAILOVER_RESTART || failover == Failover.FAILOVER_CONTINUE) {
      at.senseless("failover", "is " + failover + ": " + NO_PARTS);
    }
    Hold hold = route.getHold();
    if (hold.hasTokens() || hold.hasTime() || hold.hasWhole()) {
      at.senseless("hold", "is set: " + NO_PARTS);
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

  private static void hold(Violations at, Hold hold) {
    switch (hold.getAmountCase()) {
      case NONE, WHOLE -> {
        // Nothing more can be said of them.
      }
      case TOKENS -> Bounds.atLeast(at, "tokens", hold.getTokens(), 1);
      case TIME -> Bounds.aboveZero(at, "time", hold.getTime(), LONGEST_HOLD);
      case AMOUNT_NOT_SET -> Bounds.requiredOneOf(at, "amount", false, "none, tokens, time, whole");
    }
  }
}
