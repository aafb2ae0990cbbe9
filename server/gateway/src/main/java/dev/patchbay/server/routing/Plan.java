package dev.patchbay.server.routing;

import dev.patchbay.server.catalog.Model;
import dev.patchbay.server.catalog.Target;
import java.util.List;

/**
 * The targets that may serve a call, in order, and why the others may not. Depends on slow things
 * only and may be cached.
 *
 * @param targets empty: nothing may serve the call
 */
public record Plan(Model model, List<Target> targets, List<Exclusion> exclusions) {
  /**
   * A target that may not serve.
   *
   * @param rule machine word: {@code attestations}, {@code regions}, {@code only_providers}, {@code
   *     exclude_providers}, {@code capability}
   * @param message why, for people
   */
  public record Exclusion(Target target, String rule, String message) {}
}
