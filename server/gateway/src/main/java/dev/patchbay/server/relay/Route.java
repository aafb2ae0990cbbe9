package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;

/**
 * Where an attempt went.
 *
 * @param attempt 1 for the first
 */
public record Route(Target target, int attempt) {
  public String endpoint() {
    return target.endpoint().name();
  }

  public String provider() {
    return target.endpoint().place().provider();
  }
}
