package dev.patchbay.server.routing;

import dev.patchbay.server.catalog.Target;
import java.util.List;

/**
 * Puts the targets of a plan into the order in which they are to be tried now. Looks at live
 * things; never cached.
 */
@FunctionalInterface
public interface Strategy {
  /**
   * @param targets those of the plan that can be called now
   * @return the same targets, best first
   */
  List<Target> order(List<Target> targets);
}
