package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Notes what is told of calls. Thread-safe for counters and refused calls alone. */
public final class RecordedCalls implements CallListener {
  final AtomicInteger started = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final List<String> attempts = new ArrayList<>();
  @Nullable Outcome last;
  private final List<String> refused = new CopyOnWriteArrayList<>();

  @Override
  public void started(Request<?> request) {
    started.incrementAndGet();
  }

  @Override
  public synchronized void attemptEnded(
      Request<?> request, Route route, @Nullable Fault fault, long nanos) {
    attempts.add(route.attempt() + " " + (fault == null ? "ok" : fault.reason()));
  }

  @Override
  public void ended(
      Request<?> request, Outcome outcome, @Nullable Fault fault, boolean callerLeft) {
    last = outcome;
    ended.incrementAndGet();
    if (callerLeft) {
      cancelled.incrementAndGet();
    }
  }

  @Override
  public void refused(Terms.Door door, Request.Operation operation, Fault fault) {
    refused.add(door + " " + operation + " " + fault.reason());
  }

  /** Door, operation and reason of each refused call. */
  public List<String> refused() {
    return refused;
  }
}
