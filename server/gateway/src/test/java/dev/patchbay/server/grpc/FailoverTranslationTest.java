package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FailoverTranslationTest {
  private static final FailoverWishes BEFORE_OUTPUT =
      new FailoverWishes(true, false, List.of(), AfterOutput.NEVER, false, null);

  @Test
  void wishes_unset_areOtherTargetsBeforeOutputWhateverTheModelSays() {
    assertThat(wishes(route -> {})).isEqualTo(BEFORE_OUTPUT);
    assertThat(wishes(route -> route.setFailover(Failover.FAILOVER_BEFORE_OUTPUT)))
        .isEqualTo(BEFORE_OUTPUT);
    assertThat(wishes(route -> route.setFallbackEnabled(false))).isEqualTo(BEFORE_OUTPUT);
  }

  @Test
  void wishes_fallbacks_areAllowedByNamingOrByTheSwitch() {
    assertThat(wishes(route -> route.setFallbackEnabled(true)))
        .isEqualTo(new FailoverWishes(true, true, List.of(), AfterOutput.NEVER, false, null));
    assertThat(wishes(route -> route.addFallbackModels("b").addFallbackModels("a")))
        .isEqualTo(
            new FailoverWishes(true, false, List.of("b", "a"), AfterOutput.NEVER, false, null));
  }

  @Test
  void wishes_afterOutput_tellOfRestartsOnlyWhoAskedForThem() {
    assertThat(wishes(route -> route.setFailover(Failover.FAILOVER_RESTART)))
        .isEqualTo(new FailoverWishes(true, false, List.of(), AfterOutput.RESTART, true, null));
    assertThat(wishes(route -> route.setFailover(Failover.FAILOVER_CONTINUE)))
        .isEqualTo(new FailoverWishes(true, false, List.of(), AfterOutput.CONTINUE, false, null));
  }

  @Test
  void wishes_never_areNoOtherTargetNorModelThoughOneIsNamed() {
    FailoverWishes wishes =
        wishes(route ->
            route
                .setFailover(Failover.FAILOVER_NEVER)
                .setFallbackEnabled(true)
                .addFallbackModels("b"));

    assertThat(wishes).isEqualTo(FailoverWishes.NEVER);
  }

  @Test
  void wishes_hold_isOfItsKind() {
    assertThat(hold(hold -> hold.getNoneBuilder())).isEqualTo(Hold.NONE);
    assertThat(hold(hold -> hold.setTokens(20))).isEqualTo(new Hold.Tokens(20));
    assertThat(hold(hold -> hold.getTimeBuilder().setSeconds(1).setNanos(500_000_000)))
        .isEqualTo(new Hold.Time(Duration.ofMillis(1500)));
    assertThat(hold(hold -> hold.getWholeBuilder())).isEqualTo(new Hold.Whole());
    assertThat(
            wishes(
                    route -> {
                      route.setFailover(Failover.FAILOVER_NEVER);
                      route.getHoldBuilder().getNoneBuilder();
                    })
                .hold())
        .isEqualTo(Hold.NONE);
  }

  private static Hold hold(Consumer<dev.patchbay.v1.Hold.Builder> change) {
    return Objects.requireNonNull(
        wishes(route -> change.accept(route.getHoldBuilder())).hold(), "no hold");
  }

  private static FailoverWishes wishes(Consumer<RoutePreferences.Builder> change) {
    RoutePreferences.Builder route = RoutePreferences.newBuilder();
    change.accept(route);
    return FailoverTranslation.wishes(route.build());
  }
}
