package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the attempts of one call came to: how they failed, and what they used. */
final class Tally {
  private final List<FailedAttempt> failures = new ArrayList<>(0);
  private final List<Spent> spent = new ArrayList<>(1);

  void failed(FailedAttempt failure) {
    failures.add(failure);
  }

  void spent(Spent used) {
    spent.add(used);
  }

  /** The attempts that failed, oldest first. */
  List<FailedAttempt> failures() {
    return List.copyOf(failures);
  }

  boolean isAnythingSpent() {
    return !spent.isEmpty();
  }

  /** What all attempts have used so far, with one that runs. */
  Usage used(@Nullable Usage running) {
    Usage sum = Spendings.sum(spent);
    return running == null ? sum : Spendings.sum(sum, running);
  }

  /**
   * Why the call failed; null: no attempt did. A fallback that finds fault with the call does not
   * hide why the asked model failed.
   */
  @Nullable Fault word(Model asked) {
    for (int i = failures.size() - 1; i >= 0; i--) {
      FailedAttempt failure = failures.get(i);
      if (failure.route().model().equals(asked) || !failure.kind().isCallers()) {
        return failure.fault();
      }
    }
    return failures.isEmpty() ? null : failures.getLast().fault();
  }

  Outcome outcome(@Nullable Route route, long firstTokenNanos, long totalNanos) {
    return new Outcome(
        route,
        Spendings.sum(spent),
        spent.stream().anyMatch(Spent::estimated),
        List.copyOf(spent),
        failures(),
        firstTokenNanos,
        totalNanos);
  }
}
