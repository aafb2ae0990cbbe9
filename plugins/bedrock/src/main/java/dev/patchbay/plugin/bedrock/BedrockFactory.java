package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.bedrock.aws.SigV4;
import dev.patchbay.plugin.bedrock.aws.Signing;
import dev.patchbay.plugin.bedrock.chain.CredentialChain;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes providers named {@code bedrock}. */
public final class BedrockFactory implements ProviderFactory {
  static final String NAME = "bedrock";

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
  private static final Pattern HOST =
      Pattern.compile("bedrock-(?:runtime|mantle)(?:-fips)?\\.([a-z0-9-]+)\\..*");

  private static final Setting API =
      Setting.choice(
              "api",
              List.of("converse", "invoke", "chat", "responses"),
              "Which of Bedrock's APIs to use: Converse, for all models; InvokeModel, for Claude;"
                  + " OpenAI's chat completions or Responses.")
          .defaultsTo("converse");
  private static final Setting SERVICE =
      Setting.choice(
              "service",
              List.of("runtime", "mantle"),
              "Which of Bedrock's endpoints has chat completions and Responses.")
          .defaultsTo("mantle for api: responses, else runtime");
  private static final Setting PROFILE =
      Setting.of(
          "profile",
          Setting.Type.STRING,
          "Profile of the AWS configuration files whose keys are used; absent, and without api-key:"
              + " whatever AWS's usual chain of sources gives.");

  private final ModelTable table = ModelTable.beside(BedrockFactory.class);
  private final BedrockModels models = new BedrockModels(table);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(API, SERVICE, PROFILE);
  }

  @Override
  public String baseUrl() {
    return "https://bedrock-runtime.{region}.amazonaws.com; mantle:"
        + " https://bedrock-mantle.{region}.api.aws";
  }

  @Override
  public String credentials() {
    return "AWS's usual chain, or the profile that profile names: a Bedrock API key"
        + " (AWS_BEARER_TOKEN_BEDROCK) or access keys in the environment, web identity, profile"
        + " files (keys, roles to assume, 'aws sso login'), container, instance. Requests are"
        + " signed; what expires is renewed ahead of need.";
  }

  @Override
  public Map<String, Capabilities> models() {
    return table.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    String api = config.settings().string(API.key()).orElse("converse");
    OpenAiPaths paths = paths(api, config);
    BaseUrl url = url(config, paths);
    Endpoint endpoint = new Endpoint(url, signing(url, paths, config, context), context.time());
    return new BedrockProvider(endpoint, paths, api(api, paths), models);
  }

  private ChatApi api(String api, OpenAiPaths paths) {
    return switch (api) {
      case "invoke" -> new InvokeApi(models);
      case "chat" -> new ChatCompletionsApi(paths);
      case "responses" -> new ResponsesApi(paths);
      default -> new ConverseApi();
    };
  }

  private static OpenAiPaths paths(String api, EndpointConfig config) {
    String service =
        config
            .settings()
            .string(SERVICE.key())
            .orElse(api.equals("responses") ? "mantle" : "runtime");
    if (service.equals("runtime")) {
      return OpenAiPaths.RUNTIME;
    }
    if (!api.equals("chat") && !api.equals("responses")) {
      throw new SettingException(
          SERVICE.key(), "service must be runtime: mantle has chat and responses, not " + api);
    }
    return OpenAiPaths.MANTLE;
  }

  private static BaseUrl url(EndpointConfig config, OpenAiPaths paths) {
    URI configured = config.baseUrl();
    if (configured != null) {
      return BaseUrl.of(configured);
    }
    String region = config.region();
    if (region == null) {
      throw new SettingException("region", "region is missing: set it, or base-url");
    }
    check(region);
    String host =
        paths == OpenAiPaths.MANTLE
            ? "bedrock-mantle." + region + ".api.aws"
            : "bedrock-runtime." + region + ".amazonaws.com" + (isChinese(region) ? ".cn" : "");
    return BaseUrl.of(URI.create("https://" + host));
  }

  private static boolean isChinese(String region) {
    return region.startsWith("cn-");
  }

  private static void check(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new SettingException(
          "region", "region is '" + region + "', expected one of AWS's such as us-east-1");
    }
  }

  private static Signing signing(
      BaseUrl url, OpenAiPaths paths, EndpointConfig config, ProviderContext context) {
    Secret key = config.apiKey();
    String profile = config.settings().string(PROFILE.key()).orElse(null);
    if (key != null) {
      if (profile != null) {
        throw new SettingException(PROFILE.key(), "profile has no effect beside api-key");
      }
      HeaderText.check("api-key", key.reveal());
      return Signing.bearer(key);
    }
    String host = url.origin().getRawAuthority();
    String service = paths == OpenAiPaths.MANTLE ? "bedrock-mantle" : "bedrock";
    SigV4 signatures = new SigV4(host, region(host, config.region()), service);
    return Signing.of(
        context.credentials(new CredentialChain(context.time(), System::getenv, profile)),
        signatures);
  }

  /** The region that signatures name. */
  private static String region(String host, @Nullable String configured) {
    if (configured != null) {
      check(configured);
      return configured;
    }
    Matcher known = HOST.matcher(host);
    if (known.matches()) {
      return known.group(1);
    }
    throw new SettingException(
        "region", "region is missing: base-url does not tell it, and signatures need it");
  }
}
