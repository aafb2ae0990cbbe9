package dev.patchbay.server.health;

/** Always the same. */
record FixedLimit(int calls) implements ConcurrencyLimit {
  FixedLimit {
    if (calls < 1) {
      throw new IllegalArgumentException("a limit of " + calls + " calls lets nothing in");
    }
  }

  @Override
  public void ended(Verdict verdict, int running, long since, long now) {}
}
