package dev.patchbay.plugin.bedrock;

import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ProviderPlugin;
import java.util.List;

/** The plugin's entry. */
public final class BedrockPlugin implements ProviderPlugin {
  @Override
  public List<ProviderFactory> providers() {
    return List.of(new BedrockFactory());
  }
}
