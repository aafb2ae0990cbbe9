package dev.patchbay.plugin.azure;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The root of the plugin. */
public final class AzurePlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new AzureFactory());
  }
}
