package dev.patchbay.server.catalog;

import dev.patchbay.spi.Capabilities;

/**
 * A model at an endpoint.
 *
 * @param model the name which that endpoint gives it
 * @param capabilities what the provider says about it
 */
public record Target(Endpoint endpoint, String model, Capabilities capabilities) {
  @Override
  public String toString() {
    return endpoint.name() + "/" + model;
  }
}
