package dev.patchbay.plugin.gemini;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("gemini", new GeminiPlugin());
  }
}
