package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ProviderPlugin;
import dev.patchbay.spi.SpiLevel;
import java.io.InputStream;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DescriptorTest {
  @Test
  void descriptor_fits_whatIsThere() throws Exception {
    var descriptor = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/META-INF/patchbay/plugin.properties")) {
      descriptor.load(in);
    }

    assertThat(descriptor)
        .containsEntry("id", "local")
        .containsEntry("entry", LocalPlugin.class.getName())
        .containsEntry("providers", new LocalPlugin().providers().getFirst().name())
        .containsEntry("spi-level", Integer.toString(SpiLevel.CURRENT))
        .containsEntry("native", "true")
        .containsEntry("own-transport", "false")
        .hasSize(8);
  }

  @Test
  void service_isTheEntry() {
    assertThat(ServiceLoader.load(ProviderPlugin.class)).hasOnlyElementsOfType(LocalPlugin.class);
  }
}
