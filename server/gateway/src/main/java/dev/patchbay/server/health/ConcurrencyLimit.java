package dev.patchbay.server.health;

/**
 * How many attempts may run at an endpoint at once. Thread-safe. For one endpoint: it may learn.
 *
 * <ul>
 *   <li>none: any number
 *   <li>fixed: a number, at least 1
 *   <li>adaptive: see {@link AdaptiveLimit}
 * </ul>
 */
public sealed interface ConcurrencyLimit permits FixedLimit, AdaptiveLimit {
  static ConcurrencyLimit none() {
    return new FixedLimit(Integer.MAX_VALUE);
  }

  /**
   * @param calls at least 1
   */
  static ConcurrencyLimit fixed(int calls) {
    return new FixedLimit(calls);
  }

  static ConcurrencyLimit adaptive() {
    return new AdaptiveLimit();
  }

  /** How many now; {@link Integer#MAX_VALUE}: any number. */
  int calls();

  /**
   * An attempt has ended.
   *
   * @param running how many ran at once just before, this one included
   * @param since when it began
   */
  void ended(Verdict verdict, int running, long since, long now);
}
