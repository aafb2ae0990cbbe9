package dev.patchbay.plugin.azure;

import dev.patchbay.plugin.azure.Routes.Kind;
import dev.patchbay.plugin.azure.entra.EntraTokens;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes providers named {@code azure}. */
public final class AzureFactory implements ProviderFactory {
  static final String NAME = "azure";

  /** Older versions refuse to be asked for a stream's usage. */
  private static final String STREAM_OPTIONS_SINCE = "2024-09";

  private static final String MODELS_VERSION = "2024-05-01-preview";

  private static final Setting API =
      Setting.choice(
              "api",
              List.of("chat", "responses"),
              "Which of OpenAI's APIs chats use: chat completions or Responses.")
          .defaultsTo("chat");
  private static final Setting VERSION =
      Setting.of(
          "api-version",
          Setting.Type.STRING,
          "Version of the API (2024-10-21), which then names deployments in its path; absent: the"
              + " API without versions, /openai/v1. On the route models "
              + MODELS_VERSION
              + " if absent.");
  private static final Setting ROUTE =
      Setting.choice(
              "route",
              List.of("openai", "models"),
              "Where the models are: under /openai/, or under /models/ as Azure AI Foundry has those"
                  + " of other makers.")
          .defaultsTo("openai");
  private static final Setting LIMIT =
      Setting.choice(
              "max-tokens-field",
              List.of("max_tokens", "max_completion_tokens"),
              "Request member of chat completions for the most tokens of an answer; versions before"
                  + " 2024-09 know max_tokens alone.")
          .defaultsTo("max_completion_tokens; max_tokens on the route models");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(List.of(API, VERSION, ROUTE, LIMIT));
    all.addAll(EntraSettings.ALL);
    return List.copyOf(all);
  }

  @Override
  public String credentials() {
    return "Entra ID's: the client with client-secret; else, by the environment, a client with its"
        + " secret or a workload's identity; else the managed identity.";
  }

  @Override
  public Map<String, Capabilities> models() {
    return AzureProvider.MODELS.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    BaseUrl url = url(config.baseUrl());
    Routes routes = routes(url, config);
    boolean responses = "responses".equals(setting(config, API));
    if (responses && routes.kind() == Kind.MODELS) {
      throw new SettingException(API.key(), "must be chat: the route models has no Responses");
    }
    return new AzureProvider(
        url.origin(),
        routes,
        access(config, context),
        dialect(routes, config),
        responses ? responses() : null,
        context.time());
  }

  private static BaseUrl url(@Nullable URI configured) {
    String example = "https://RESOURCE.openai.azure.com";
    if (configured == null) {
      throw new SettingException(
          "base-url", "is missing: the resource's own address, such as " + example);
    }
    BaseUrl url = BaseUrl.of(configured);
    if ((url.path() + "/").matches(".*/(openai|models)/.*")) {
      throw new SettingException(
          "base-url",
          "is '" + configured + "', expected what stands before /openai/, such as " + example);
    }
    return url;
  }

  private static Routes routes(BaseUrl url, EndpointConfig config) {
    String version = setting(config, VERSION);
    if (version != null && !version.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}")) {
      throw new SettingException(
          VERSION.key(), "is '" + version + "', expected a version such as 2024-10-21");
    }
    if ("models".equals(setting(config, ROUTE))) {
      return new Routes(url.path(), Kind.MODELS, version == null ? MODELS_VERSION : version);
    }
    return version == null
        ? new Routes(url.path(), Kind.V1, "")
        : new Routes(url.path(), Kind.DEPLOYMENTS, version);
  }

  private static Access access(EndpointConfig config, ProviderContext context) {
    Secret key = config.apiKey();
    if (key == null) {
      return Access.token(context.credentials(new EntraTokens(EntraSettings.read(config))));
    }
    EntraSettings.refuse(config);
    HeaderText.check("api-key", key.reveal());
    return Access.key(key);
  }

  /** OpenAI's models are told to be used as at OpenAI, whoever is behind a deployment's name. */
  private static Dialect dialect(Routes routes, EndpointConfig config) {
    boolean openAi = routes.kind() != Kind.MODELS;
    LimitField limit =
        switch (setting(config, LIMIT)) {
          case "max_tokens" -> LimitField.MAX_TOKENS;
          case "max_completion_tokens" -> LimitField.MAX_COMPLETION_TOKENS;
          case null, default -> openAi ? LimitField.BY_MODEL : LimitField.MAX_TOKENS;
        };
    return new Dialect(
        NAME,
        openAi,
        Terminator.FINISH,
        limit,
        null,
        Prefill.NONE,
        openAi ? quirks(routes) : Quirks.NONE,
        null);
  }

  private static Quirks quirks(Routes routes) {
    Quirks.Builder quirks =
        Quirks.builder().developer().lacks("top_k", "min_p", "repetition_penalty");
    boolean old =
        routes.version().matches("20\\d\\d-.*")
            && routes.version().compareTo(STREAM_OPTIONS_SINCE) < 0;
    return old ? quirks.noStreamOptions().build() : quirks.build();
  }

  private static ResponsesDialect responses() {
    return new ResponsesDialect(NAME, true, "user", true, Thoughts.SEALED_BY_MODEL);
  }

  private static @Nullable String setting(EndpointConfig config, Setting setting) {
    return config.settings().string(setting.key()).orElse(null);
  }
}
