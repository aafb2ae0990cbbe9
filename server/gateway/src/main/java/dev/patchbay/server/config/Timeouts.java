package dev.patchbay.server.config;

import java.time.Duration;

/**
 * The limits of a model's calls, each 1 ms to 24 h.
 *
 * @param connect for a connection to stand, default 2 s
 * @param firstToken from the request to the first content, default 10 s
 * @param idle between two signs of life, default 30 s
 * @param total for the whole call if the caller sets no deadline, default 10 min
 * @param unaryToo whether the first token's or the idle limit is written out, so that they bind
 *     unary calls, too; else streamed ones only
 */
public record Timeouts(
    Duration connect, Duration firstToken, Duration idle, Duration total, boolean unaryToo) {
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          false);
}
