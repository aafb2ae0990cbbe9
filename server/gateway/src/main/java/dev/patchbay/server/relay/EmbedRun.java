package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.loop.Loop;
import dev.patchbay.spi.EmbedEvent;
import java.util.function.Consumer;

/** One call for embeddings: nothing leaves before the answer is whole. */
public final class EmbedRun extends Run<EmbedEvent> {
  private final EmbedRequest request;
  private final EmbedCaller caller;

  EmbedRun(
      Loop loop, Means means, EmbedRequest request, EmbedCaller caller, Consumer<Run<?>> onEnd) {
    super(loop, means, request, onEnd);
    this.request = request;
    this.caller = caller;
  }

  @Override
  EmbedLane lane(Route route, Permit permit) {
    return new EmbedLane(this, route, permit, request);
  }

  @Override
  void runs(Lane<EmbedEvent> lane, boolean framed) {
    ((EmbedLane) lane).framed(framed);
  }

  void whole(EmbedLane lane, EmbedCaller.Embeddings answer) {
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
