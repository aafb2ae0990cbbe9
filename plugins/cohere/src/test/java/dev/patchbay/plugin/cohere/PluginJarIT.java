package dev.patchbay.plugin.cohere;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("cohere", new CoherePlugin());
  }
}
