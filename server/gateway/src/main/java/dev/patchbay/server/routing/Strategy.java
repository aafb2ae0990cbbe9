package dev.patchbay.server.routing;

import dev.patchbay.server.catalog.Target;
import java.util.List;

/**
 * Puts the targets of a plan into the order in which they are to be tried now. Looks at live
 * things; never cached.
 */
public interface Strategy {
  /** The configuration's word for it. */
  String name();

  /**
   * @param targets those of the plan that can be called now
   * @return the same targets, best first
   */
  List<Target> order(List<Target> targets);
}
