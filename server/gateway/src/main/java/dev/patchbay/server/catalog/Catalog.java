package dev.patchbay.server.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * All that can be asked, at one moment. Immutable, save for the endpoints' live status.
 *
 * @param version a number of its own for each catalog; part of the keys under which plans are
 *     cached
 * @param endpoints by name, in the configuration's order
 * @param models by name, in the configuration's order
 */
public record Catalog(long version, Map<String, Endpoint> endpoints, Map<String, Model> models) {
  /** Before the first configuration was read. */
  public static final Catalog EMPTY = new Catalog(0, Map.of(), Map.of());

  public Optional<Model> model(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /** Whether any call at all could be served. */
  public boolean isUsable() {
    return models.values().stream()
        .anyMatch(
            model -> model.targets().stream().anyMatch(target -> target.endpoint().isAvailable()));
  }
}
