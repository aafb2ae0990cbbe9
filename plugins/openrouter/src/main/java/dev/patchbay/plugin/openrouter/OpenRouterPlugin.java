package dev.patchbay.plugin.openrouter;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The root of the plugin. */
public final class OpenRouterPlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new OpenRouterFactory());
  }
}
