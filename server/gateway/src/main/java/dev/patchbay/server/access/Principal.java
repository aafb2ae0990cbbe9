package dev.patchbay.server.access;

import dev.patchbay.server.config.KeySection;
import java.util.Set;

/**
 * Who calls, and what that caller may do. Knows no secret. Immutable.
 *
 * @param name the name of its key in the configuration; empty: nobody in particular
 * @param everyModel whether it may use all models, those to come included
 * @param models those that it may use otherwise
 * @param requirements hold for each of its calls, whatever the call itself asks for
 */
public record Principal(
    String name, boolean everyModel, Set<String> models, Requirements requirements) {
  /** A caller on this machine of a server that has no keys: may do everything. */
  public static final Principal ANONYMOUS = new Principal("", true, Set.of(), Requirements.NONE);

  public Principal {
    models = Set.copyOf(models);
  }

  static Principal of(KeySection key) {
    return new Principal(
        key.name(),
        key.mayUseEveryModel(),
        key.models(),
        Requirements.of(key.attestations(), key.regions()));
  }

  /** Whether it may use a model of this name, if there is one. */
  public boolean mayUse(String model) {
    return everyModel || models.contains(model);
  }
}
