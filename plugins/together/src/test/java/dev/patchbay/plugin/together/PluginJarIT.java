package dev.patchbay.plugin.together;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("together", new TogetherPlugin());
  }
}
