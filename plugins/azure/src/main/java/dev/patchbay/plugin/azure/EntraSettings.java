package dev.patchbay.plugin.azure;

import dev.patchbay.plugin.azure.entra.Identity;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings about Entra ID. */
final class EntraSettings {
  private static final String DEFAULT_SCOPE = "https://cognitiveservices.azure.com/.default";

  private static final Setting TENANT =
      Setting.of(
          "tenant-id",
          Setting.Type.STRING,
          "Entra tenant of the client; absent: AZURE_TENANT_ID of the environment.");
  private static final Setting CLIENT =
      Setting.of(
          "client-id",
          Setting.Type.STRING,
          "Entra client, or the managed identity that was assigned; absent: AZURE_CLIENT_ID of the"
              + " environment, or the system's identity.");
  private static final Setting SECRET =
      Setting.of(
              "client-secret",
              Setting.Type.STRING,
              "The client's secret; absent: AZURE_CLIENT_SECRET of the environment, else the"
                  + " workload's identity (AZURE_FEDERATED_TOKEN_FILE), else the managed identity.")
          .secret();
  private static final Setting SCOPE =
      Setting.of(
              "scope",
              Setting.Type.STRING,
              "What tokens are asked for; resources of Azure AI Foundry may want"
                  + " https://ai.azure.com/.default.")
          .defaultsTo(DEFAULT_SCOPE);
  private static final Setting AUTHORITY =
      Setting.of(
              "authority-host",
              Setting.Type.STRING,
              "Entra's own https address, for other clouds than the public one.")
          .defaultsTo("https://login.microsoftonline.com/");

  static final List<Setting> ALL = List.of(TENANT, CLIENT, SECRET, SCOPE, AUTHORITY);

  private EntraSettings() {}

  /** Refuses settings that a key leaves without use. */
  static void refuse(EndpointConfig config) {
    for (Setting setting : ALL) {
      if (config.settings().string(setting.key()).isPresent()) {
        throw new SettingException(
            setting.key(), "is of no use beside api-key: leave one of them out");
      }
    }
  }

  static Identity read(EndpointConfig config) {
    String tenant = word(config, TENANT);
    String client = word(config, CLIENT);
    String secret = config.settings().string(SECRET.key()).orElse(null);
    if (secret != null) {
      require(tenant, TENANT);
      require(client, CLIENT);
    }
    String scope = word(config, SCOPE);
    return new Identity(
        tenant,
        client,
        secret == null ? null : Secret.of(secret),
        scope == null ? DEFAULT_SCOPE : scope,
        authority(config));
  }

  private static void require(@Nullable String value, Setting setting) {
    if (value == null) {
      throw new SettingException(setting.key(), "is missing: client-secret needs it");
    }
  }

  private static @Nullable String word(EndpointConfig config, Setting setting) {
    String value = config.settings().string(setting.key()).orElse(null);
    if (value != null && !value.matches("[\\w.:/@-]+")) {
      throw new SettingException(setting.key(), "is '" + value + "', which is no " + setting.key());
    }
    return value;
  }

  private static @Nullable URI authority(EndpointConfig config) {
    String value = word(config, AUTHORITY);
    if (value == null) {
      return null;
    }
    URI uri = URI.create(value);
    if (!"https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw new SettingException(AUTHORITY.key(), "is '" + value + "', expected https://HOST/");
    }
    return uri;
  }
}
