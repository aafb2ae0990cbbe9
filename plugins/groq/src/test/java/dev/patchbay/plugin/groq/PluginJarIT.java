package dev.patchbay.plugin.groq;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("groq", new GroqPlugin());
  }
}
