package dev.patchbay.plugin.anthropic;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("anthropic", new AnthropicPlugin());
  }
}
