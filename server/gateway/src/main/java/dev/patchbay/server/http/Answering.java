package dev.patchbay.server.http;

import dev.patchbay.server.relay.Caller;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.ChatRun;
import dev.patchbay.server.relay.Relay;
import dev.patchbay.server.relay.Route;
import java.util.ArrayList;
import java.util.List;

/** What every caller of the HTTP door does, whatever its dialect: ties an exchange to its run. */
public abstract class Answering implements Caller {
  private final HttpCall call;
  private final List<String> warnings = new ArrayList<>(0);

  protected Answering(HttpCall call) {
    this.call = call;
  }

  /** Runs a call to its end. */
  public final void run(Relay relay, ChatRequest request) {
    ChatRun run = relay.start(call.exchange().loop(), request, this);
    call.exchange().onGone(run::cancel);
    call.exchange().onReady(run::callerReady);
  }

  protected final HttpCall call() {
    return call;
  }

  @Override
  public void opened(Opening opening) {
    warnings.addAll(opening.dropped());
  }

  @Override
  public void warned(List<String> dropped) {
    warnings.addAll(dropped);
  }

  @Override
  public void rerouted(Rerouting rerouting) {}

  /** The headers that tell of the way. */
  protected final List<String> way(Route route) {
    return HttpCall.way(route, warnings);
  }

  /** The header that tells what was left out; empty if nothing was. */
  protected final List<String> warnings() {
    return HttpCall.dropped(warnings);
  }
}
