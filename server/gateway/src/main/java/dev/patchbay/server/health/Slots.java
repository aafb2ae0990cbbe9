package dev.patchbay.server.health;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the attempts that run at an endpoint, within its limit. Thread-safe without locks. */
final class Slots {
  /** A slot is free when any attempt ends, which nobody can foretell. */
  private static final long SOON = 100_000_000;

  private final ConcurrencyLimit limit;
  private final AtomicInteger running = new AtomicInteger();

  Slots(ConcurrencyLimit limit) {
    this.limit = limit;
  }

  int running() {
    return running.get();
  }

  int limit() {
    return limit.calls();
  }

  @Nullable Out out() {
    int calls = limit.calls();
    return running.get() < calls
        ? null
        : new Out("its limit of " + calls + " calls at once is reached", SOON);
  }

  boolean take() {
    int calls = limit.calls();
    return running.getAndUpdate(n -> n < calls ? n + 1 : n) < calls;
  }

  /** Gives back what was taken for nothing. */
  void giveBack() {
    running.decrementAndGet();
  }

  /** Gives back what an attempt had that ran since then. */
  void giveBack(Verdict verdict, long since, long now) {
    limit.ended(verdict, running.getAndDecrement(), since, now);
  }
}
