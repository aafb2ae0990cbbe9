package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.oci.auth.KeySource;
import dev.patchbay.plugin.oci.auth.Kind;
import dev.patchbay.plugin.oci.auth.RequestSignature;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings by which an endpoint's requests show who asks. */
final class AccessSettings {
  private static final Setting AUTH =
      Setting.choice(
              "auth",
              List.of("config", "instance", "workload", "resource"),
              "Where the signing key is from without an api-key: the configuration file of Oracle's"
                  + " tools; the instance; the pod of an OKE cluster; the resource's environment.")
          .defaultsTo("whichever there is");
  private static final Setting CONFIG_FILE =
      Setting.of(
              "config-file",
              Setting.Type.STRING,
              "Path of the configuration file of Oracle's tools; ~ is the home of the user.")
          .defaultsTo("~/.oci/config, else what OCI_CONFIG_FILE names");
  private static final Setting PROFILE =
      Setting.of("profile", Setting.Type.STRING, "Profile in the configuration file.")
          .defaultsTo("DEFAULT");

  static final List<Setting> ALL = List.of(AUTH, CONFIG_FILE, PROFILE);

  private AccessSettings() {}

  static Access access(EndpointConfig config, URI origin, ProviderContext context) {
    for (Setting setting : ALL) {
      if (config.apiKey() != null && setting(config, setting) != null) {
        throw new SettingException(
            setting.key(), setting.key() + " is of no use beside an api-key; leave one out");
      }
    }
    if (config.apiKey() != null) {
      return new Access.Bearer();
    }
    KeySource source =
        new KeySource(
            kind(config), setting(config, CONFIG_FILE), setting(config, PROFILE), context.time());
    return new Access.Signed(context.credentials(source), RequestSignature.host(origin));
  }

  private static Kind kind(EndpointConfig config) {
    Kind kind =
        switch (setting(config, AUTH)) {
          case "config" -> Kind.CONFIG;
          case "instance" -> Kind.INSTANCE;
          case "workload" -> Kind.WORKLOAD;
          case "resource" -> Kind.RESOURCE;
          case null, default -> Kind.AUTOMATIC;
        };
    if (kind == Kind.CONFIG || kind == Kind.AUTOMATIC) {
      return kind;
    }
    for (Setting setting : List.of(CONFIG_FILE, PROFILE)) {
      if (setting(config, setting) != null) {
        throw new SettingException(
            setting.key(), setting.key() + " is of no use with another auth than config");
      }
    }
    return kind;
  }

  private static @Nullable String setting(EndpointConfig config, Setting setting) {
    return config.settings().string(setting.key()).orElse(null);
  }
}
