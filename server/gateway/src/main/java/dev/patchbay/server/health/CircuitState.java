package dev.patchbay.server.health;

/** How far a place is trusted. */
public enum CircuitState {
  /** Every attempt is let in. */
  CLOSED,
  /** It is tried: one attempt at a time, or, since one of those had content, all of them. */
  HALF_OPEN,
  /** No attempt is let in, for a while. */
  OPEN
}
