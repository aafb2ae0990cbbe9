package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.health.Permit;
import dev.patchbay.spi.ProviderError;

/**
 * An attempt whose answer is gathered until it is whole.
 *
 * @param <E> its events
 * @param <A> the answer
 */
abstract sealed class WholeLane<E, A> extends Lane<E> permits EmbedLane, RerankLane {
  private final WholeRun<E, A> run;
  private boolean whole;

  WholeLane(WholeRun<E, A> run, Route route, Permit permit, Request<E> request) {
    super(run, route, permit, request, false);
    this.run = run;
  }

  /**
   * @param value whether the service's own answer is in the caller's dialect
   */
  void framed(boolean value) {}

  /** The answer is whole, though not yet looked at: what it has cost may be estimated. */
  final void whole(A answer) {
    whole = true;
    begins();
    run.whole(this, answer);
  }

  final void failed(ProviderError error) {
    run.failed(this, error);
  }

  /** The answer is not what was asked for. */
  final void wrong(String what) {
    stop();
    run.failed(
        this,
        FailureKind.UNREADABLE,
        Fault.of(Reason.PROVIDER_BAD_RESPONSE, route().provider() + " answered with " + what));
  }

  @Override
  final boolean hasBegun() {
    return whole;
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {}

  @Override
  public final boolean wantsMore() {
    return true;
  }

  @Override
  public final void flush() {}
}
