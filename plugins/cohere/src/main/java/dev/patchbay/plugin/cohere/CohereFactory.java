package dev.patchbay.plugin.cohere;

import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Makes providers named {@code cohere}. */
public final class CohereFactory implements ProviderFactory {
  static final String NAME = "cohere";

  private static final String DEFAULT = "https://api.cohere.com";
  private static final ModelTable MODELS = ModelTable.beside(CohereFactory.class);

  private static final Setting CLIENT =
      Setting.of(
          "client-name",
          Setting.Type.STRING,
          "Name of the application, sent to Cohere as x-client-name.");
  private static final Setting INPUT_TYPE =
      Setting.choice(
              "input-type",
              List.of("search_document", "search_query", "classification", "clustering"),
              "What vectors are for, where a call does not tell: Cohere must know.")
          .defaultsTo("search_document");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(CLIENT, INPUT_TYPE);
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
        new JsonEndpoint(config, URI.create(DEFAULT), "text/event-stream", client(config));
    String inputType = config.settings().string(INPUT_TYPE.key()).orElse("search_document");
    return new CohereProvider(endpoint, MODELS, inputType, context.time());
  }

  private static List<String> client(EndpointConfig config) {
    return config
        .settings()
        .string(CLIENT.key())
        .map(name -> List.of("x-client-name", HeaderText.words(CLIENT.key(), name)))
        .orElse(List.of());
  }
}
