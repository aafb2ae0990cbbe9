package dev.patchbay.plugin.sim;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.Setting.Type;
import java.util.List;

/** Tells the server which settings an endpoint of {@code provider: sim} may have. */
final class SimFactory implements ProviderFactory {
  @Override
  public String name() {
    return "sim";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of("first-token", Type.DURATION, "How long the first word takes; 0ms to 1h.")
            .defaultsTo("50ms"),
        Setting.of(
                "tokens-per-second",
                Type.NUMBER,
                "Words in a second after the first; 0: as fast as they are read.")
            .defaultsTo("50"),
        Setting.of("tokens", Type.INTEGER, "How many words an answer has; 1 or more.")
            .defaultsTo("20"),
        Setting.choice("fail", Failure.words(), "How every call fails; none: it does not.")
            .defaultsTo("none"),
        Setting.of("after", Type.INTEGER, "How many words come before the failure; 0 or more.")
            .defaultsTo("0"));
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    return new SimProvider(Script.of(config.settings()));
  }
}
