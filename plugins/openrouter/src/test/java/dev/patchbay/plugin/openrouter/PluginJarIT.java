package dev.patchbay.plugin.openrouter;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("openrouter", new OpenRouterPlugin());
  }
}
