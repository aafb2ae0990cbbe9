package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.loop.Loop;
import java.util.List;

/** Starts attempts; on the call's loop. */
@FunctionalInterface
interface AttemptStarter {
  /**
   * The listener hears nothing before this returns.
   *
   * @return {@link Start.Running}, or why nothing runs
   */
  Start start(Loop loop, Target target, ChatRequest request, Attempt.Listener listener);

  /** What came of a start. */
  sealed interface Start {
    /**
     * @param dropped paths of what the provider left out
     */
    record Running(Attempt attempt, List<String> dropped) implements Start {}

    record Refused(Fault fault) implements Start {}
  }
}
