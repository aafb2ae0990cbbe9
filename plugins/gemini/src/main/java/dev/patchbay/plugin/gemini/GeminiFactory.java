package dev.patchbay.plugin.gemini;

import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import java.net.URI;
import java.util.ArrayList;
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
    URI configured = config.baseUrl();
    BaseUrl url = BaseUrl.of(configured == null ? DEFAULT : configured);
    return new GeminiProvider(url, headers(config), config.apiKey(), MODELS, context.time());
  }

  private static List<String> headers(EndpointConfig config) {
    List<String> headers = new ArrayList<>(List.of("content-type", "application/json"));
    Secret key = config.apiKey();
    if (key != null) {
      headers.addAll(List.of("x-goog-api-key", HeaderText.check("api-key", key.reveal())));
    }
    return headers;
  }
}
