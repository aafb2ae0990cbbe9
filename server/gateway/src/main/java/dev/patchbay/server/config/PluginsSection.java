package dev.patchbay.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the plugins are.
 *
 * @param folder an absolute path to a folder that was there when the file was read; null: the
 *     {@code plugins} folder of the installation
 * @param at where the folder is named; null if it is not
 */
public record PluginsSection(@Nullable Path folder, @Nullable Position at) {
  /** The file names no folder. */
  public static final PluginsSection DEFAULT = new PluginsSection(null, null);

  /** Without the folder, which may have come through a {@code ${…}}. */
  @Override
  public String toString() {
    return "PluginsSection[at=" + at + "]";
  }
}
