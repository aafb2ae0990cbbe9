package dev.patchbay.plugin.deepseek;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("deepseek", new DeepSeekPlugin());
  }
}
