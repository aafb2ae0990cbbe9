package dev.patchbay.plugin.ollama;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("ollama", new OllamaPlugin());
  }
}
