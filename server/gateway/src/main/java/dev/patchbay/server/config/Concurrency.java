package dev.patchbay.server.config;

/** How many calls may run at an endpoint at once. */
public sealed interface Concurrency {
  Concurrency NONE = new None();

  /** Any number. */
  record None() implements Concurrency {}

  /**
   * So many.
   *
   * @param calls from 1 to 100,000
   */
  record Fixed(int calls) implements Concurrency {}

  /** As many as it takes well, found out by trying. */
  record Adaptive() implements Concurrency {}
}
