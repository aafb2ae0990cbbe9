package dev.patchbay.plugin.xai;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The root of the plugin. */
public final class XaiPlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new XaiFactory());
  }
}
