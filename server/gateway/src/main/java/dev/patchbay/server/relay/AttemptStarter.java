package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import java.util.List;

/** Starts attempts; on the call's loop. */
interface AttemptStarter {
  /**
   * The listener hears nothing before this returns.
   *
   * @return {@link Start.Running}, or why nothing runs
   */
  <E> Start start(Loop loop, Target target, Request<E> request, Attempt.Listener<E> listener);

  /** What came of a start. */
  sealed interface Start {
    /**
     * @param dropped paths of what the provider left out
     * @param framed whether the service's own frames are told, in the caller's dialect
     */
    record Running(Attempt attempt, List<String> dropped, boolean framed) implements Start {}

    record Refused(FailureKind kind, Fault fault) implements Start {}
  }
}
