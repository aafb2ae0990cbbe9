package dev.patchbay.server.grpc;

import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of failing over, in no protocol's terms. The request has passed {@link
 * RequestValidator}.
 */
final class FailoverTranslation {
  private FailoverTranslation() {}

  static FailoverWishes wishes(RoutePreferences route) {
    Failover failover = route.getFailover();
    if (failover == Failover.FAILOVER_NEVER) {
      return new FailoverWishes(false, false, List.of(), AfterOutput.NEVER, false, hold(route));
    }
    return new FailoverWishes(
        true,
        route.getFallbackEnabled(),
        route.getFallbackModelsList(),
        afterOutput(failover),
        failover == Failover.FAILOVER_RESTART,
        hold(route));
  }

  /** Never null: what the model's configuration says is not for this door's callers. */
  private static AfterOutput afterOutput(Failover failover) {
    return switch (failover) {
      case FAILOVER_RESTART -> AfterOutput.RESTART;
      case FAILOVER_CONTINUE -> AfterOutput.CONTINUE;
      case FAILOVER_UNSPECIFIED, FAILOVER_NEVER, FAILOVER_BEFORE_OUTPUT -> AfterOutput.NEVER;
      case UNRECOGNIZED -> throw new IllegalArgumentException("a failover of no known kind");
    };
  }

  private static @Nullable Hold hold(RoutePreferences route) {
    dev.patchbay.v1.Hold said = route.getHold();
    return switch (said.getAmountCase()) {
      case NONE -> Hold.NONE;
      case TOKENS -> new Hold.Tokens(said.getTokens());
      case TIME ->
          new Hold.Time(Duration.ofSeconds(said.getTime().getSeconds(), said.getTime().getNanos()));
      case WHOLE -> new Hold.Whole();
      case AMOUNT_NOT_SET -> null;
    };
  }
}
