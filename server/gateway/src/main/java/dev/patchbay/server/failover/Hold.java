package dev.patchbay.server.failover;

import java.time.Duration;

/** How much of an answer is kept back, so that a failure inside it stays invisible. */
public sealed interface Hold {
  Hold NONE = new None();

  /** Output leaves as it comes. */
  record None() implements Hold {}

  /**
   * Until so many pieces of content are there.
   *
   * @param count at least 1
   */
  record Tokens(int count) implements Hold {}

  /** For so long after the first content. */
  record Time(Duration time) implements Hold {}

  /** Until the answer is whole. */
  record Whole() implements Hold {}
}
