package dev.patchbay.plugin.oci.auth;

import com.oracle.bmc.ConfigFileReader;
import com.oracle.bmc.ConfigFileReader.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A profile of the configuration file of Oracle's tools: a user's key, or a session's token and its
 * key.
 */
final class ConfigKeys {
  private final ConfigFile config;
  private final Path file;
  private final Environment environment;

  private ConfigKeys(ConfigFile config, Path file, Environment environment) {
    this.config = config;
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads the file.
   *
   * @param profile null: the file's default
   */
  static ConfigKeys read(Path file, @Nullable String profile, Environment environment)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the OCI configuration file " + file + " is missing; set config-file or auth");
    }
    return new ConfigKeys(ConfigFileReader.parse(file.toString(), profile), file, environment);
  }

  /** The profile's {@code authentication_type}; empty for a key. */
  String authentication() {
    String type = config.get("authentication_type");
    return type == null ? "" : type;
  }

  SigningKey key() throws IOException {
    String passphrase = config.get("pass_phrase");
    Path keyFile = environment.path(required("key_file"));
    byte[] pem = Files.readAllBytes(keyFile);
    return new SigningKey(keyId(), PrivateKeys.read(pem, passphrase, keyFile.toString()));
  }

  private String keyId() throws IOException {
    String tokenFile = config.get("security_token_file");
    if (tokenFile != null) {
      return "ST$" + Files.readString(environment.path(tokenFile)).strip();
    }
    return required("tenancy") + '/' + required("user") + '/' + required("fingerprint");
  }

  private String required(String name) throws IOException {
    String value = config.get(name);
    if (value == null) {
      throw new IOException("the profile has no '" + name + "' in " + file);
    }
    return value;
  }
}
