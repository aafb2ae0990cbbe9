package dev.patchbay.server.catalog;

import java.time.Duration;
import java.util.List;

/**
 * A name that callers ask for.
 *
 * @param targets in the configuration's order, at least one
 */
public record Model(String name, List<Target> targets, TimeLimits limits) {
  /**
   * How long things may take.
   *
   * @param connect from asking for a connection to having it
   * @param firstToken from starting an attempt to its first content, for streamed calls
   * @param idle between two pieces of content, for streamed calls, while the caller reads
   * @param total the whole call with all its attempts
   */
  public record TimeLimits(Duration connect, Duration firstToken, Duration idle, Duration total) {}
}
