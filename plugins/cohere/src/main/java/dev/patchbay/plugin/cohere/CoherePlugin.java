package dev.patchbay.plugin.cohere;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The root of the plugin. */
public final class CoherePlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new CohereFactory());
  }
}
