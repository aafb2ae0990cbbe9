package dev.patchbay.server.health;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How one endpoint is doing, with all its models. */
public final class EndpointHealth {
  private final ConcurrentMap<String, TargetHealth> targets = new ConcurrentHashMap<>();

  /** The same object for the same model, always. */
  public TargetHealth of(String model) {
    return targets.computeIfAbsent(model, name -> new TargetHealth());
  }
}
