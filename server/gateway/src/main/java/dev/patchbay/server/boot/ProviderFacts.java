package dev.patchbay.server.boot;

import dev.patchbay.server.plugin.PluginGeneration;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a provider says of itself, for people.
 *
 * @param plugin the plugin that gives it
 * @param baseUrl where calls go by default; empty: nowhere
 * @param credentials where credentials come from without a key; empty: there are none
 * @param models what its data know, by name
 */
public record ProviderFacts(
    String name,
    String plugin,
    String version,
    String baseUrl,
    String credentials,
    List<Setting> settings,
    SortedMap<String, Capabilities> models) {
  /**
   * @throws IllegalStateException if the plugin fails
   */
  static ProviderFacts of(String name, PluginGeneration generation) {
    ProviderFactory factory = generation.factory(name);
    try {
      return new ProviderFacts(
          name,
          generation.descriptor().id(),
          generation.descriptor().version().toString(),
          factory.baseUrl(),
          factory.credentials(),
          List.copyOf(factory.settings()),
          new TreeMap<>(Map.copyOf(factory.models())));
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "provider \"" + name + "\" of " + generation.file() + " failed: " + e, e);
    }
  }
}
