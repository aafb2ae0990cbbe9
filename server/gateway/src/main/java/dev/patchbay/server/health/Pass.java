package dev.patchbay.server.health;

/**
 * What an attempt got from a {@link Breaker} when it was let in.
 *
 * <p>It counts only in the round in which it was given: what attempts say that began before the
 * breaker last opened or closed is too old to teach anything.
 */
final class Pass {
  private final Object round;
  private final long since;

  Pass(Object round, long since) {
    this.round = round;
    this.since = since;
  }

  boolean isOf(Phase phase) {
    return phase.round() == round;
  }

  long age(long now) {
    return now - since;
  }
}
