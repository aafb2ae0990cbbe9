package dev.patchbay.server.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration file that was read and found good. Immutable; maps keep the file's order.
 *
 * @param file as it was named to {@link ConfigurationReader#read}
 * @param endpoints by name; may be empty
 * @param models by the name that callers ask for; may be empty
 */
public record Configuration(
    Path file,
    ServerSection server,
    PluginsSection plugins,
    Map<String, EndpointSection> endpoints,
    Map<String, ModelSection> models) {
  public Configuration {
    endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
  }
}
