package dev.patchbay.server.plugin;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file in the plugin folder.
 *
 * @param id the plugin's id; the file's name where no descriptor could be read
 * @param version empty where no descriptor could be read
 * @param file the JAR or folder, in the plugin folder
 * @param providers the names that it offers; empty where no descriptor could be read
 * @param reason why it does not serve, naming the file and what to do; null when it serves
 */
public record PluginStatus(
    String id,
    String version,
    State state,
    Path file,
    List<String> providers,
    @Nullable String reason) {
  /** What became of it. */
  public enum State {
    /** New calls of its providers use it. */
    SERVING,
    /** Another file holds a higher version of the same plugin, or the same one. */
    RETIRED,
    /** It can't be used. */
    QUARANTINED
  }

  /** Takes a copy of the list. */
  public PluginStatus {
    providers = List.copyOf(providers);
  }
}
