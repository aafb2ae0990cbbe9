package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.bedrock.aws.SigV4;
import dev.patchbay.plugin.bedrock.aws.Signing;
import dev.patchbay.plugin.bedrock.chain.CredentialChain;
import dev.patchbay.plugin.toolkit.http.BaseUrl;
import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
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
              List.of("converse"),
              "Which of Bedrock's APIs to use: Converse, for all models.")
          .defaultsTo("converse");
  private static final Setting PROFILE =
      Setting.of(
          "profile",
          Setting.Type.STRING,
          "Profile of the AWS configuration files whose keys are used; absent, and without api-key:"
              + " whatever AWS's usual chain of sources gives.");

  private final BedrockModels models = new BedrockModels(ModelTable.beside(BedrockFactory.class));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(API, PROFILE);
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    BaseUrl url = url(config);
    Endpoint endpoint = new Endpoint(url, signing(url, config, context), context.time());
    return new BedrockProvider(endpoint, new ConverseApi(), models);
  }

  private static BaseUrl url(EndpointConfig config) {
    URI configured = config.baseUrl();
    if (configured != null) {
      return BaseUrl.of(configured);
    }
    String region = config.region();
    if (region == null) {
      throw new SettingException("region", "region is missing: set it, or base-url");
    }
    check(region);
    String china = region.startsWith("cn-") ? ".cn" : "";
    return BaseUrl.of(URI.create("https://bedrock-runtime." + region + ".amazonaws.com" + china));
  }

  private static void check(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new SettingException(
          "region", "region is '" + region + "', expected one of AWS's such as us-east-1");
    }
  }

  private static Signing signing(BaseUrl url, EndpointConfig config, ProviderContext context) {
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
    SigV4 signatures = new SigV4(host, region(host, config.region()), NAME);
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
