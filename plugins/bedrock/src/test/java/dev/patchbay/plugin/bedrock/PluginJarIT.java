package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("bedrock", new BedrockPlugin());
  }
}
