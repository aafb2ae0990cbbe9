package dev.patchbay.plugin.ollama;

import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes providers named {@code ollama}. */
public final class OllamaFactory implements ProviderFactory {
  static final String NAME = "ollama";

  private static final String DEFAULT = "http://127.0.0.1:11434";
  private static final ModelTable MODELS = ModelTable.beside(OllamaFactory.class);

  private static final Setting KEEP_ALIVE =
      Setting.of(
          "keep-alive",
          Setting.Type.STRING,
          "How long a model stays loaded after a call, in Ollama's words (5m, -1 for ever); absent:"
              + " as Ollama is set up.");
  private static final Setting CONTEXT =
      Setting.of(
          "context-tokens",
          Setting.Type.INTEGER,
          "Tokens of prompt and answer for which a model is loaded (num_ctx), at least 1; absent:"
              + " as Ollama is set up, and longer prompts lose their beginning.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(KEEP_ALIVE, CONTEXT);
  }

  @Override
  public String baseUrl() {
    return DEFAULT;
  }

  @Override
  public Map<String, Capabilities> models() {
    return MODELS.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    JsonEndpoint endpoint =
        new JsonEndpoint(config, URI.create(DEFAULT), "application/x-ndjson", List.of());
    String keepAlive = config.settings().string(KEEP_ALIVE.key()).orElse(null);
    Loading loading = new Loading(keepAlive, contextTokens(config));
    return new OllamaProvider(endpoint, MODELS, loading, context.time());
  }

  private static @Nullable Long contextTokens(EndpointConfig config) {
    Long tokens = config.settings().integer(CONTEXT.key()).orElse(null);
    if (tokens != null && tokens < 1) {
      throw new SettingException(CONTEXT.key(), "is " + tokens + ", expected at least 1");
    }
    return tokens;
  }
}
