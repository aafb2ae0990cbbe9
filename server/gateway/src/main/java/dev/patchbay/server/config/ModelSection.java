package dev.patchbay.server.config;

import dev.patchbay.server.failover.FailoverRules;
import java.util.List;

/**
 * A model that callers may ask for.
 *
 * @param targets in the order to be tried; at least one
 * @param at where the model is named
 */
public record ModelSection(
    String name,
    List<TargetSection> targets,
    Timeouts timeouts,
    FailoverRules failover,
    Position at) {
  public ModelSection {
    targets = List.copyOf(targets);
  }
}
