package dev.patchbay.server.config;

import dev.patchbay.spi.Capabilities;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says that a model can do. It goes over what the provider's data tell.
 *
 * @param features all that it can do; null: what the provider tells
 * @param with what it can do besides
 * @param without what it can't do
 * @param contextWindow null: what the provider tells
 * @param maxOutput null: what the provider tells
 */
public record CapabilitiesSection(
    @Nullable Set<String> features,
    Set<String> with,
    Set<String> without,
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutput) {
  /** Nothing is said. */
  public static final CapabilitiesSection NONE =
      new CapabilitiesSection(null, Set.of(), Set.of(), null, null);

  /** What holds in the end. */
  public Capabilities over(Capabilities told) {
    Capabilities result = features == null ? told : replaced(features, told);
    for (String feature : with) {
      result = result.with(feature);
    }
    for (String feature : without) {
      result = result.without(feature);
    }
    result = contextWindow == null ? result : result.contextWindow(contextWindow);
    return maxOutput == null ? result : result.maxOutput(maxOutput);
  }

  private static Capabilities replaced(Set<String> features, Capabilities told) {
    Capabilities result = Capabilities.of(features);
    if (told.contextWindow().isPresent()) {
      result = result.contextWindow(told.contextWindow().getAsLong());
    }
    return told.maxOutput().isPresent() ? result.maxOutput(told.maxOutput().getAsLong()) : result;
  }
}
