package dev.patchbay.server.catalog;

import dev.patchbay.spi.Capabilities;

/**
 * A model at an endpoint.
 *
 * @param model the name which that endpoint gives it
 * @param capabilities what the provider says about it
 */
public record Target(Endpoint endpoint, String model, Capabilities capabilities) {
  /** Asks the provider about the model. */
  static Target of(Endpoint endpoint, String model) {
    return new Target(endpoint, model, endpoint.capabilities(model));
  }

  @Override
  public String toString() {
    return endpoint.name() + "/" + model;
  }
}
