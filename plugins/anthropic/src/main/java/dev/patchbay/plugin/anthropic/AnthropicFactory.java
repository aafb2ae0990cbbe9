package dev.patchbay.plugin.anthropic;

import dev.patchbay.plugin.toolkit.anthropic.Betas;
import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Makes providers named {@code anthropic}. */
public final class AnthropicFactory implements ProviderFactory {
  static final String NAME = "anthropic";

  private static final URI DEFAULT = URI.create("https://api.anthropic.com");
  private static final String DEFAULT_VERSION = "2023-06-01";

  private static final Setting VERSION =
      Setting.of(
              "version",
              Setting.Type.STRING,
              "Version of the API, sent in the header anthropic-version.")
          .defaultsTo(DEFAULT_VERSION);
  private static final Setting BETAS =
      Setting.of(
          "betas",
          Setting.Type.STRINGS,
          "Names of the beta features that all of the endpoint's calls use, sent in the header"
              + " anthropic-beta with those that the caller's own header names.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(VERSION, BETAS);
  }

  @Override
  public String baseUrl() {
    return DEFAULT.toString();
  }

  @Override
  public Map<String, Capabilities> models() {
    return AnthropicProvider.MODELS.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    String version = config.settings().string(VERSION.key()).orElse(DEFAULT_VERSION);
    List<String> headers = List.of("anthropic-version", HeaderText.check(VERSION.key(), version));
    Betas betas = Betas.of(BETAS.key(), config.settings().strings(BETAS.key()));
    return new AnthropicProvider(
        JsonEndpoint.keyed(config, DEFAULT, "x-api-key", headers), betas, context.time());
  }
}
