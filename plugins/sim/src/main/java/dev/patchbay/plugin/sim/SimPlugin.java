package dev.patchbay.plugin.sim;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The service that the JAR declares: it lists what this plugin can make. */
public final class SimPlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new SimFactory());
  }
}
