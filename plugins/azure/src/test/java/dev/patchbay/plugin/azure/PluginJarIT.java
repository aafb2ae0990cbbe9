package dev.patchbay.plugin.azure;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("azure", new AzurePlugin());
  }
}
