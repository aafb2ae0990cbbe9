package dev.patchbay.server.routing;

import dev.patchbay.server.catalog.Target;
import java.util.List;

/** The configuration's own order. */
final class Ordered implements Strategy {
  @Override
  public List<Target> order(List<Target> targets) {
    return targets;
  }
}
