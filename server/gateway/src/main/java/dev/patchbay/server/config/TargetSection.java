package dev.patchbay.server.config;

/**
 * A model at an endpoint.
 *
 * @param endpoint the name of a configured endpoint
 * @param model the name which that endpoint gives the model
 * @param capabilities what is known better than by the provider
 */
public record TargetSection(
    String endpoint, String model, CapabilitiesSection capabilities, Position at) {
  /** Without the model, which may have come through a {@code ${…}}. */
  @Override
  public String toString() {
    return "TargetSection[endpoint=" + endpoint + ", at=" + at + "]";
  }
}
