package dev.patchbay.server.plugin;

import java.util.List;
import java.util.Map;

/**
 * What a scan of the plugin folder found. Immutable.
 *
 * @param providers by provider name, the generation that serves it
 * @param statuses one for each file in the order of their names; two for a file that can't be used
 *     while what was loaded from it before goes on serving
 */
public record PluginSet(Map<String, PluginGeneration> providers, List<PluginStatus> statuses) {
  /** Nothing found. */
  public static final PluginSet EMPTY = new PluginSet(Map.of(), List.of());

  /** Takes copies. */
  public PluginSet {
    providers = Map.copyOf(providers);
    statuses = List.copyOf(statuses);
  }
}
