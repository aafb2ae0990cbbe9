package dev.patchbay.server.catalog;

import dev.patchbay.server.failover.FailoverRules;
import java.time.Duration;
import java.util.List;

/**
 * A name that callers ask for.
 *
 * @param targets in the configuration's order, at least one
 */
public record Model(String name, List<Target> targets, TimeLimits limits, FailoverRules failover) {
  /**
   * How long things may take.
   *
   * @param connect from asking for a connection to having it
   * @param firstToken from starting an attempt to its first content
   * @param idle between two pieces of content, while the caller reads
   * @param unaryToo whether first token and idle bind unary calls, too; false: streamed ones only
   * @param total the whole call with all its attempts
   */
  public record TimeLimits(
      Duration connect, Duration firstToken, Duration idle, Duration total, boolean unaryToo) {}
}
