package dev.patchbay.plugin.vllm;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("vllm", new VllmPlugin());
  }
}
