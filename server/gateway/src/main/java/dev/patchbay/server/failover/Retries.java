package dev.patchbay.server.failover;

import java.time.Duration;

/**
 * How often and after what pauses a target that failed is asked again within one call.
 *
 * @param max repeats of one target; 0: none
 * @param base upper bound of the pause before the first repeat; it doubles with each
 * @param cap the largest such bound
 */
public record Retries(int max, Duration base, Duration cap) {
  public static final Retries DEFAULT =
      new Retries(2, Duration.ofMillis(250), Duration.ofSeconds(8));
}
