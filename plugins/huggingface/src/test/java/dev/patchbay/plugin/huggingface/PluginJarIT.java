package dev.patchbay.plugin.huggingface;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("huggingface", new HuggingFacePlugin());
  }
}
