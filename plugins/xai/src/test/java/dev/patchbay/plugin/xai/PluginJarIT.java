package dev.patchbay.plugin.xai;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("xai", new XaiPlugin());
  }
}
