package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.spi.Capabilities;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverTest {
  /** Whoever adds a reason says here whether another target may make it good. */
  private static final Set<Reason> NOWHERE =
      EnumSet.of(
          Reason.INVALID_REQUEST,
          Reason.PROMPT_BLOCKED,
          Reason.REQUEST_TOO_LARGE,
          Reason.MODEL_NOT_FOUND,
          Reason.KEY_MISSING,
          Reason.KEY_INVALID,
          Reason.KEY_NOT_ALLOWED,
          Reason.NO_ELIGIBLE_ROUTE,
          Reason.DEADLINE_EXCEEDED,
          Reason.STREAM_INTERRUPTED,
          Reason.SLOW_CONSUMER,
          Reason.SERVER_SHUTTING_DOWN);

  private static List<Target> targets(Capabilities... capabilities) {
    var catalog = new TestCatalog();
    for (int i = 0; i < capabilities.length; i++) {
      catalog.endpoint("e" + i, "fake", new ScriptedProvider(capabilities[i], List.of()));
    }
    return Objects.requireNonNull(catalog.withModel("m", 1).models().get("m")).targets();
  }

  private static Capabilities window(long tokens) {
    return Capabilities.UNKNOWN.contextWindow(tokens);
  }

  @Test
  void helps_everyReason_asDocumented() {
    for (Reason reason : Reason.values()) {
      assertThat(Failover.helps(reason)).as(reason.name()).isEqualTo(!NOWHERE.contains(reason));
    }
  }

  @Test
  void next_anyOtherReason_isTheNextTarget() {
    List<Target> targets = targets(window(10), window(5));
    assertThat(Failover.next(targets, 1, targets.getFirst(), Reason.PROVIDER_ERROR)).isEqualTo(1);
  }

  @Test
  void next_promptTooLong_goesWhereTheWindowIsLargerOrNotKnown() {
    List<Target> targets = targets(window(10), window(10), window(9), window(11), window(1));
    assertThat(Failover.next(targets, 1, targets.getFirst(), Reason.CONTEXT_LENGTH_EXCEEDED))
        .isEqualTo(3);
    assertThat(Failover.next(targets, 4, targets.getFirst(), Reason.CONTEXT_LENGTH_EXCEEDED))
        .as("none is left")
        .isEqualTo(5);

    List<Target> unknown = targets(window(10), window(10), Capabilities.UNKNOWN);
    assertThat(Failover.next(unknown, 1, unknown.getFirst(), Reason.CONTEXT_LENGTH_EXCEEDED))
        .isEqualTo(2);
  }

  @Test
  void next_promptTooLongWhereTheWindowIsNotKnown_goesOnlyWhereItIsNotKnown() {
    List<Target> targets = targets(Capabilities.UNKNOWN, window(1_000_000), Capabilities.UNKNOWN);
    assertThat(Failover.next(targets, 1, targets.getFirst(), Reason.CONTEXT_LENGTH_EXCEEDED))
        .isEqualTo(2);
  }
}
