package dev.patchbay.plugin.vertex;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.patchbay.plugin.toolkit.anthropic.Betas;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes providers named {@code vertex}. */
public final class VertexFactory implements ProviderFactory {
  static final String NAME = "vertex";

  private static final String GLOBAL = "global";

  private static final Setting PROJECT =
      Setting.of(
              "project", Setting.Type.STRING, "Id or number of the Google Cloud project to ask in.")
          .required();
  private static final Setting API =
      Setting.choice(
              "api",
              Arrays.stream(Api.values()).map(Api::word).toList(),
              "Which of Vertex AI's interfaces all models of the endpoint are asked by:"
                  + " generateContent, Anthropic's messages, or chat completions.")
          .defaultsTo(
              "by the model's name: anthropic for claude-*, openai for names with their publisher"
                  + " (google/gemini-..., meta/...-maas), else gemini");
  private static final Setting FILE =
      Setting.of(
          "credentials-file",
          Setting.Type.STRING,
          "Path of a JSON file with Google credentials, such as a service account's key; absent:"
              + " the application default credentials. Not with api-key.");
  private static final Setting BETAS =
      Setting.of(
          "betas",
          Setting.Type.STRINGS,
          "Names of Anthropic's beta features that calls of Claude may use, sent in the header"
              + " anthropic-beta.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(PROJECT, API, FILE, BETAS);
  }

  @Override
  public String baseUrl() {
    return "https://{region}-aiplatform.googleapis.com; global: https://aiplatform.googleapis.com";
  }

  @Override
  public String credentials() {
    return "Google's: the file of credentials-file; else the application default credentials, which"
        + " are the file that GOOGLE_APPLICATION_CREDENTIALS names, the one that gcloud keeps, or"
        + " the machine's metadata server.";
  }

  @Override
  public Map<String, Capabilities> models() {
    return VertexProvider.MODELS.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    String location = segment("region", config.region() == null ? GLOBAL : config.region());
    String project = segment(PROJECT.key(), setting(config, PROJECT));
    URI configured = config.baseUrl();
    BaseUrl url = BaseUrl.of(configured == null ? host(location) : configured);
    return new VertexProvider(
        url.origin(),
        Paths.of(url.path(), project, location),
        api(setting(config, API)),
        Betas.of(BETAS.key(), config.settings().strings(BETAS.key())),
        access(config, context),
        context.time());
  }

  private static @Nullable String setting(EndpointConfig config, Setting setting) {
    return config.settings().string(setting.key()).orElse(null);
  }

  /** A segment of the path, as it stands there: regions, and ids of projects, need no escapes. */
  private static String segment(String key, @Nullable String value) {
    if (value == null || !value.matches("[a-z0-9][a-z0-9.:-]{0,99}")) {
      throw new SettingException(
          key, key + " is '" + value + "', expected lower case letters, digits and hyphens");
    }
    return value;
  }

  /** Two continents have hosts of another form. */
  private static URI host(String location) {
    return URI.create(
        switch (location) {
          case GLOBAL -> "https://aiplatform.googleapis.com";
          case "us", "eu" -> "https://aiplatform." + location + ".rep.googleapis.com";
          default -> "https://" + location.replaceAll("[.:]", "-") + "-aiplatform.googleapis.com";
        });
  }

  private static @Nullable Api api(@Nullable String word) {
    return Arrays.stream(Api.values())
        .filter(api -> api.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  private static Access access(EndpointConfig config, ProviderContext context) {
    Secret token = config.apiKey();
    String file = setting(config, FILE);
    if (token != null) {
      if (file != null) {
        throw new SettingException(FILE.key(), "credentials-file and api-key exclude each other");
      }
      HeaderText.check("api-key", token.reveal());
      return Access.by(token);
    }
    GoogleCredentialSource source =
        new GoogleCredentialSource(path(file), NetHttpTransport::new, context.time());
    return Access.by(context.credentials(source));
  }

  private static @Nullable Path path(@Nullable String file) {
    try {
      return file == null ? null : Path.of(file);
    } catch (InvalidPathException e) {
      throw new SettingException(FILE.key(), "credentials-file is no path: " + e.getMessage());
    }
  }
}
