package dev.patchbay.plugin.local;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The plugin's one service. */
public final class LocalPlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new LocalFactory(System.getenv()));
  }
}
