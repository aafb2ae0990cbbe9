package dev.patchbay.server.health;

import org.jspecify.annotations.Nullable;

/** Watches a place while it is trusted, and says when to stop. Thread-safe. For one such time. */
interface Tripwire {
  /**
   * An attempt has failed.
   *
   * @return why the place is trusted no longer, for people; null: it still is
   */
  @Nullable String failed(long now);

  /** An attempt has gone well. */
  void succeeded(long now);
}
