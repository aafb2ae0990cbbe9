package dev.patchbay.server.http;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Route;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A caller of one whole answer: nothing is sent before the end. */
public abstract class WholeAnswering extends Answering {
  private @Nullable Route served;
  private byte @Nullable [] frame;

  protected WholeAnswering(HttpCall call) {
    super(call);
  }

  /** Writes the answer, which was told in events. */
  protected abstract byte[] write(Route route, Outcome outcome);

  @Override
  public final void begins(Route route, boolean framed) {
    served = route;
  }

  @Override
  public final void frame(byte[] buffer, int offset, int length) {
    frame = Arrays.copyOfRange(buffer, offset, offset + length);
  }

  @Override
  public final void heartbeat(Duration elapsed, Phase phase) {}

  @Override
  public final void completed(Outcome outcome) {
    Route route = served;
    if (route == null) {
      throw new IllegalStateException("completed before it began");
    }
    byte[] own = frame;
    call().json(200, own != null ? own : write(route, outcome), way(route));
  }

  @Override
  public final void failed(Fault fault, Outcome outcome) {
    call().fail(fault);
  }

  @Override
  public final boolean isReady() {
    return true;
  }

  @Override
  public final void flush() {}
}
