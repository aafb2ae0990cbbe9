package dev.patchbay.server.catalog;

import dev.patchbay.server.config.EndpointSection;
import dev.patchbay.server.plugin.PluginGeneration;
import dev.patchbay.spi.Settings;
import java.io.IOException;

/** Makes endpoints: to call them, or only to see whether that would work. */
@FunctionalInterface
interface EndpointOpener {
  /**
   * @throws dev.patchbay.spi.SettingException for a value that the provider can't use
   * @throws IOException if the file of certificates can't be read
   */
  Endpoint open(EndpointSection section, Settings settings, PluginGeneration generation)
      throws IOException;
}
