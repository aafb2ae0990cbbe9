package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;

/**
 * Where an attempt went.
 *
 * @param model the configured model whose target it is: the asked one, or a fallback
 * @param attempt 1 for the first
 * @param why what led there
 */
public record Route(Model model, Target target, int attempt, Why why) {
  /** What leads to a target. */
  public enum Why {
    /** The configuration's order. */
    CONFIGURED,
    /** Its model stands in for the one that was asked. */
    FALLBACK,
    /** It was out and nothing else could serve: to see whether it is back. */
    PROBE
  }

  public Route(Model model, Target target, int attempt) {
    this(model, target, attempt, Why.CONFIGURED);
  }

  public String endpoint() {
    return target.endpoint().name();
  }

  public String provider() {
    return target.endpoint().place().provider();
  }
}
