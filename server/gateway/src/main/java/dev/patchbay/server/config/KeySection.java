package dev.patchbay.server.config;

import java.util.List;
import java.util.Set;

/**
 * A key that callers show, and what it allows. The key itself is not kept.
 *
 * @param name the operator's name for it; stands in messages, never the key
 * @param hash no two keys have the same
 * @param models the models that it may use, or {@value #EVERY_MODEL}; empty: none
 * @param attestations each of which an endpoint must have to serve it
 * @param regions in one of which an endpoint must be to serve it; empty: any or none
 * @param at where the key is named
 */
public record KeySection(
    String name,
    KeyHash hash,
    Set<String> models,
    List<String> attestations,
    List<String> regions,
    Position at) {
  /** Stands among the models for all of them, those to come included. */
  public static final String EVERY_MODEL = "*";

  public KeySection {
    models = Set.copyOf(models);
    attestations = List.copyOf(attestations);
    regions = List.copyOf(regions);
  }

  public boolean mayUseEveryModel() {
    return models.contains(EVERY_MODEL);
  }

  /** Only what cannot have come through a {@code ${…}}. */
  @Override
  public String toString() {
    return "KeySection[name=" + name + ", at=" + at + "]";
  }
}
