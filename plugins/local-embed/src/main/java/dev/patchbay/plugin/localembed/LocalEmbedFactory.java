package dev.patchbay.plugin.localembed;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.util.List;

/** Makes providers named {@code local-embed}. */
final class LocalEmbedFactory implements ProviderFactory {
  private static final String THREADS = "threads";
  private static final long MOST_THREADS = 64;

  @Override
  public String name() {
    return "local-embed";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of(
                THREADS,
                Setting.Type.INTEGER,
                "How many threads evaluate one input, 1 to " + MOST_THREADS + ".")
            .defaultsTo("1"));
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    long threads = config.settings().integer(THREADS).orElse(1L);
    if (threads < 1 || threads > MOST_THREADS) {
      throw new SettingException(
          THREADS, THREADS + " is " + threads + ", but must be 1 to " + MOST_THREADS);
    }
    return new LocalEmbedProvider((int) threads);
  }
}
