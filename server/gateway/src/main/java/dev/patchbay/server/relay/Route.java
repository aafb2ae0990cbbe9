package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;

/**
 * Where an attempt went.
 *
 * @param model the configured model whose target it is: the asked one, or a fallback
 * @param attempt 1 for the first
 */
public record Route(Model model, Target target, int attempt) {
  public String endpoint() {
    return target.endpoint().name();
  }

  public String provider() {
    return target.endpoint().place().provider();
  }
}
