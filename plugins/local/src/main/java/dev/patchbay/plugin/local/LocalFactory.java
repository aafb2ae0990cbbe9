package dev.patchbay.plugin.local;

import dev.patchbay.plugin.local.weights.ModelCache;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import java.util.List;
import java.util.Map;

/** Makes providers named {@code local}. */
final class LocalFactory implements ProviderFactory {
  private final Map<String, String> environment;

  LocalFactory(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public List<Setting> settings() {
    return LocalSettings.DECLARED;
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    return new LocalProvider(LocalSettings.of(config.settings()), ModelCache.ofUser(environment));
  }
}
