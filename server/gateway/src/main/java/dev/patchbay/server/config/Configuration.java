package dev.patchbay.server.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration file that was read and found good. Immutable; maps keep the file's order.
 *
 * @param file as it was named to {@link ConfigurationReader#read}
 * @param keys by name; empty: no key is asked for
 * @param endpoints by name; may be empty
 * @param models by the name that callers ask for; may be empty
 */
public record Configuration(
    Path file,
    ServerSection server,
    PluginsSection plugins,
    Map<String, KeySection> keys,
    Map<String, EndpointSection> endpoints,
    Map<String, ModelSection> models) {
  public Configuration {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
  }
}
