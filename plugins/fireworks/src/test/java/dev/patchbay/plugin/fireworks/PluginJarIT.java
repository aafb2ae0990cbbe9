package dev.patchbay.plugin.fireworks;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("fireworks", new FireworksPlugin());
  }
}
