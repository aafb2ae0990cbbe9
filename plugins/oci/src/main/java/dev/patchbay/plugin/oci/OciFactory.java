package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.toolkit.http.HeaderText;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes providers named {@code oci}. */
public final class OciFactory implements ProviderFactory {
  static final String NAME = "oci";

  /** Written by hand from Oracle's pages: the lists that others are made of lack the service. */
  static final ModelTable MODELS = ModelTable.beside(OciFactory.class);

  private static final Setting COMPARTMENT =
      Setting.of(
          "compartment",
          Setting.Type.STRING,
          "OCID of the compartment that is billed and whose policies allow the calls; needed but for"
              + " the OpenAI-compatible API with an api-key.");
  private static final Setting API =
      Setting.choice(
              "api",
              List.of("native", "chat", "responses"),
              "Which of the service's APIs is spoken: Oracle's own; OpenAI's chat completions or"
                  + " Responses. Embeddings are always Oracle's own.")
          .defaultsTo("native");
  private static final Setting FORMAT =
      Setting.choice(
              "format",
              List.of("generic", "cohere", "cohere-v2"),
              "Form of Oracle's own API that the models of this endpoint take; to be set for"
                  + " dedicated endpoints of Cohere's models, whose names do not tell.")
          .defaultsTo("by the model's name: cohere for cohere.*, else generic");
  private static final Setting STORE =
      Setting.of(
          "conversation-store",
          Setting.Type.STRING,
          "OCID of the conversation store, which Responses need that shall be kept (store: true).");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(List.of(COMPARTMENT, API, FORMAT));
    all.addAll(AccessSettings.ALL);
    all.add(STORE);
    return List.copyOf(all);
  }

  @Override
  public String baseUrl() {
    return "https://inference.generativeai.{region}.oci.oraclecloud.com";
  }

  @Override
  public Map<String, Capabilities> models() {
    return MODELS.all();
  }

  @Override
  public String credentials() {
    return "What auth says, or the first that there is: a resource principal of the environment;"
        + " the configuration file of Oracle's tools; the workload identity of a pod in OKE; the"
        + " instance principal. Requests are then signed; renewed ahead of need.";
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    Api api = api(config);
    JsonEndpoint endpoint =
        new JsonEndpoint(config, url(config), "text/event-stream", headers(config, api));
    OciProvider.Config settled =
        new OciProvider.Config(
            endpoint,
            api,
            AccessSettings.access(config, endpoint.origin(), context),
            compartment(config, api),
            format(config));
    return new OciProvider(settled, context.time());
  }

  private static Api api(EndpointConfig config) {
    return switch (setting(config, API)) {
      case "chat" -> Api.CHAT;
      case "responses" -> Api.RESPONSES;
      case null, default -> Api.NATIVE;
    };
  }

  private static URI url(EndpointConfig config) {
    URI configured = config.baseUrl();
    if (configured != null) {
      return configured;
    }
    String region = config.region();
    if (region == null) {
      throw new SettingException("region", "region is missing, such as us-chicago-1; or base-url");
    }
    if (!region.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new SettingException(
          "region", "region is '" + region + "', expected one of Oracle's such as us-chicago-1");
    }
    return URI.create("https://inference.generativeai." + region + ".oci.oraclecloud.com");
  }

  private static @Nullable String compartment(EndpointConfig config, Api api) {
    String compartment = setting(config, COMPARTMENT);
    if (compartment != null) {
      return HeaderText.check(COMPARTMENT.key(), compartment);
    }
    if (api == Api.NATIVE || config.apiKey() == null) {
      throw new SettingException(
          COMPARTMENT.key(), "compartment is missing: the OCID of the compartment to be billed");
    }
    return null;
  }

  private static @Nullable ApiFormat format(EndpointConfig config) {
    return switch (setting(config, FORMAT)) {
      case "generic" -> ApiFormat.GENERIC;
      case "cohere" -> ApiFormat.COHERE;
      case "cohere-v2" -> ApiFormat.COHEREV2;
      case null, default -> null;
    };
  }

  private static @Nullable String setting(EndpointConfig config, Setting setting) {
    return config.settings().string(setting.key()).orElse(null);
  }

  private static List<String> headers(EndpointConfig config, Api api) {
    List<String> headers = new ArrayList<>();
    if (api != Api.NATIVE) {
      header(headers, "opc-compartment-id", config, COMPARTMENT);
    }
    if (api == Api.RESPONSES) {
      header(headers, "opc-conversation-store-id", config, STORE);
    }
    return headers;
  }

  private static void header(
      List<String> headers, String name, EndpointConfig config, Setting setting) {
    String value = setting(config, setting);
    if (value != null) {
      headers.addAll(List.of(name, HeaderText.check(setting.key(), value)));
    }
  }
}
