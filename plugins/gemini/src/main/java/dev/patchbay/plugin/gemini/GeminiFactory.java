package dev.patchbay.plugin.gemini;

import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Makes providers named {@code gemini}. */
public final class GeminiFactory implements ProviderFactory {
  static final String NAME = "gemini";

  private static final URI DEFAULT = URI.create("https://generativelanguage.googleapis.com");
  private static final ModelTable MODELS = ModelTable.beside(GeminiFactory.class);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String baseUrl() {
    return DEFAULT.toString();
  }

  @Override
  public Map<String, Capabilities> models() {
    return MODELS.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    JsonEndpoint endpoint = JsonEndpoint.keyed(config, DEFAULT, "x-goog-api-key", List.of());
    return new GeminiProvider(endpoint, MODELS, context.time());
  }
}
