package dev.patchbay.server.config;

import dev.patchbay.server.config.Fields.Named;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads configuration files.
 *
 * <p>The schema decides what a scalar means, not YAML: {@code region: no} is the text "no", and
 * {@code port: "7070"} a number, so that a value which comes through {@code ${env:NAME}} or {@code
 * ${file:PATH}} can stand anywhere. A section or a list with nothing in it is an empty one; a
 * scalar with nothing in it is an error.
 */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /**
   * Reads and checks a file, and the secret files that it names. Blocks.
   *
   * @param file in messages it has this name; relative paths in it are resolved from its folder
   * @param environment finds a variable; null for one that is not set
   * @throws ConfigurationException with everything that is wrong or not supported in this version;
   *     if the file is not YAML, with the first such place
   */
  public static Configuration read(Path file, Function<String, @Nullable String> environment)
      throws ConfigurationException {
    Node root = new YamlFile(file).compose();
    Reading reading = new Reading(file, environment);
    Fields fields = Fields.of(reading, Section.ROOT, "the file", reading.at(root), root);
    Configuration configuration = fields == null ? null : configuration(file, fields);
    reading.throwProblems();
    if (configuration == null) {
      throw new IllegalStateException(file + " gave neither a configuration nor a problem");
    }
    return configuration;
  }

  private static @Nullable Configuration configuration(Path file, Fields root) {
    PluginsSection plugins = root.section("plugins", Section.PLUGINS, ConfigurationReader::plugins);
    Named<EndpointSection> endpoints =
        root.named("endpoints", "endpoint", Forms.NAME, Section.ENDPOINT, EndpointReader::endpoint);
    ModelReader modelReader = new ModelReader(endpoints == null ? null : endpoints.names());
    Named<ModelSection> models =
        root.named("models", "model", Forms.MODEL_NAME, Section.MODEL, modelReader::model);
    KeyReader keyReader = new KeyReader(models == null ? null : models.names());
    Named<KeySection> keys = root.named("keys", "key", Forms.NAME, Section.KEY, keyReader::key);
    boolean keysMeant = keys == null || !keys.names().isEmpty();
    ServerSection server =
        root.section("server", Section.SERVER, new ServerReader(keysMeant)::server);
    return endpoints == null || models == null || keys == null
        ? null
        : new Configuration(
            file,
            server == null ? ServerSection.DEFAULT : server,
            plugins == null ? PluginsSection.DEFAULT : plugins,
            keys.values(),
            endpoints.values(),
            models.values());
  }

  private static PluginsSection plugins(Fields fields) {
    Path folder = fields.scalar("folder", fields.reading().paths().directory());
    return folder == null
        ? PluginsSection.DEFAULT
        : new PluginsSection(folder, fields.at("folder"));
  }
}
