package dev.patchbay.server.telemetry;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.CallListener;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Route;
import dev.patchbay.server.relay.Terms;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Counts calls. */
public final class CallMetrics implements CallListener {
  @Inject
  public CallMetrics() {}

  @Override
  public void started(Request<?> request) {}

  @Override
  public void attemptEnded(Request<?> request, Route route, @Nullable Fault fault, long nanos) {}

  @Override
  public void ended(
      Request<?> request, Outcome outcome, @Nullable Fault fault, boolean cancelled) {}

  @Override
  public void refused(Terms.Door door, Request.Operation operation, Fault fault) {}
}
