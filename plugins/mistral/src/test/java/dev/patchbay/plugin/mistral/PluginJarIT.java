package dev.patchbay.plugin.mistral;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("mistral", new MistralPlugin());
  }
}
