package dev.patchbay.spi;

import java.util.List;

/**
 * The root of a plugin: the one service that its JAR declares in {@code
 * META-INF/services/dev.patchbay.spi.ProviderPlugin}.
 *
 * <p>Needs a public constructor without arguments. Created once for each loading of the plugin.
 * Every method has a default, so that a new kind of extension breaks nobody.
 */
public interface ProviderPlugin {
  /** The providers of this plugin; asked once, just after construction. */
  default List<ProviderFactory> providers() {
    return List.of();
  }
}
