package dev.patchbay.server.catalog;

import dev.patchbay.server.config.TargetSection;
import dev.patchbay.server.health.TargetHealth;
import dev.patchbay.spi.Capabilities;

/**
 * A model at an endpoint.
 *
 * @param model the name which that endpoint gives it
 * @param capabilities what the provider says about it, with the operator's words over it
 * @param health how it is doing
 */
public record Target(
    Endpoint endpoint, String model, Capabilities capabilities, TargetHealth health) {
  public Target(Endpoint endpoint, String model, Capabilities capabilities) {
    this(endpoint, model, capabilities, endpoint.health().of(model));
  }

  /** Asks the provider about the model, and lets the operator's words go over its own. */
  static Target of(Endpoint endpoint, TargetSection section) {
    String model = section.model();
    Capabilities told = endpoint.capabilities(model);
    return new Target(endpoint, model, section.capabilities().over(told));
  }

  @Override
  public String toString() {
    return endpoint.name() + "/" + model;
  }
}
