package dev.patchbay.plugin.vertex;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("vertex", new VertexPlugin());
  }
}
