package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.health.Permit;
import dev.patchbay.server.loop.Loop;
import java.util.function.Consumer;

/**
 * One call that is answered in one piece: nothing leaves before the answer is whole.
 *
 * @param <E> the events of an attempt
 * @param <A> the answer
 */
final class WholeRun<E, A> extends Run<E> {
  private final Lanes<E, A> lanes;
  private final WholeCaller<A> caller;

  /** Makes the attempts. */
  interface Lanes<E, A> {
    WholeLane<E, A> lane(WholeRun<E, A> run, Route route, Permit permit);
  }

  WholeRun(
      Loop loop,
      Means means,
      Request<E> request,
      Lanes<E, A> lanes,
      WholeCaller<A> caller,
      Consumer<Run<?>> onEnd) {
    super(loop, means, request, onEnd);
    this.lanes = lanes;
    this.caller = caller;
  }

  @Override
  WholeLane<E, A> lane(Route route, Permit permit) {
    return lanes.lane(this, route, permit);
  }

  @Override
  void runs(Lane<E> lane, boolean framed) {
    ((WholeLane<E, ?>) lane).framed(framed);
  }

  void whole(WholeLane<E, A> lane, A answer) {
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
