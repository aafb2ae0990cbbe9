package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.testkit.PluginJarContract;

final class PluginJarIT extends PluginJarContract {
  PluginJarIT() {
    super("oci", new OciPlugin());
  }
}
