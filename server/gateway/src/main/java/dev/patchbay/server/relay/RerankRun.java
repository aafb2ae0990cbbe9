package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.RerankEvent;
import java.util.function.Consumer;

/** One call to rank documents: nothing leaves before the answer is whole. */
public final class RerankRun extends Run<RerankEvent> {
  private final RerankRequest request;
  private final RerankCaller caller;

  RerankRun(
      Loop loop, Means means, RerankRequest request, RerankCaller caller, Consumer<Run<?>> onEnd) {
    super(loop, means, request, onEnd);
    this.request = request;
    this.caller = caller;
  }

  @Override
  RerankLane lane(Route route, Permit permit) {
    return new RerankLane(this, route, permit, request);
  }

  /** Answers are always written anew: callers get documents that services don't send back. */
  @Override
  void runs(Lane<RerankEvent> lane, boolean framed) {}

  void whole(RerankLane lane, RerankCaller.Ranking answer) {
    if (complete(lane)) {
      Outcome outcome = outcome();
      caller.completed(answer, outcome);
      told(outcome);
    }
  }

  @Override
  void look(long now) {}

  @Override
  void tellFailed(Fault fault, Outcome outcome) {
    caller.failed(fault, outcome);
  }

  @Override
  long firstToken() {
    return 0;
  }
}
