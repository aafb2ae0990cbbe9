package dev.patchbay.plugin.openai;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("openai", new OpenAiPlugin());
  }
}
