package dev.patchbay.server.relay;

import java.util.concurrent.atomic.AtomicInteger;

/** Lets at most one call in twenty ask a second target, so that hedges never double a load. */
final class HedgeBudget {
  private static final int PER_HEDGE = 20;
  private static final int MOST = 10 * PER_HEDGE;

  private final AtomicInteger calls = new AtomicInteger(PER_HEDGE);

  /** A call that might hedge begins. */
  void called() {
    calls.getAndUpdate(n -> Math.min(MOST, n + 1));
  }

  boolean isEmpty() {
    return calls.get() < PER_HEDGE;
  }

  void take() {
    calls.getAndAdd(-PER_HEDGE);
  }
}
