package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which targets of a call were tried, what became of them, and which is next. */
final class Tries {
  private final List<FailedAttempt> failed = new ArrayList<>(2);
  private List<Target> targets = List.of();
  private int next;
  private @Nullable Route route;

  /** The targets to try, best first; at least one. */
  void over(List<Target> picked) {
    targets = picked;
  }

  /** Goes to the next target. */
  Route begin() {
    Route begun = upcoming();
    next++;
    route = begun;
    return begun;
  }

  /** Where the next attempt would go. */
  Route upcoming() {
    return new Route(targets.get(next), failed.size() + 1);
  }

  /** Notes that the last attempt failed. */
  FailedAttempt failed(Fault fault, long nanos) {
    var failure = new FailedAttempt(current(), fault, nanos);
    failed.add(failure);
    return failure;
  }

  /**
   * Whether there is another target that may make this failure of the last one good; goes past
   * those that can't.
   */
  boolean isAnother(Fault fault) {
    if (!Failover.helps(fault.reason())) {
      return false;
    }
    next = Failover.next(targets, next, current().target(), fault.reason());
    return next < targets.size();
  }

  /** Where the last attempt went. */
  Route current() {
    if (route == null) {
      throw new IllegalStateException("no attempt was started");
    }
    return route;
  }

  /** Where the last attempt went; null: there was none. */
  @Nullable Route last() {
    return route;
  }

  /** Oldest first. */
  List<FailedAttempt> failed() {
    return List.copyOf(failed);
  }
}
