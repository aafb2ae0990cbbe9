package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginVersionTest {
  private static final List<String> RISING =
      List.of(
          "0.9",
          "1.0.0-SNAPSHOT",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1.0.0",
          "1.0.1",
          "1.2.0",
          "1.10.0",
          "2.0");

  @Test
  void compareTo_shuffled_sortsAsSemanticVersioning() {
    long seed = System.nanoTime();
    List<PluginVersion> versions =
        new ArrayList<>(RISING.stream().map(PluginVersion::new).toList());
    Collections.shuffle(versions, new Random(seed));

    assertThat(versions.stream().sorted().map(PluginVersion::text))
        .as("seed %d", seed)
        .containsExactlyElementsOf(RISING);
  }

  @Test
  void compareTo_shortFormAndBuildData_countForNothing() {
    assertThat(new PluginVersion("1.0")).isEqualByComparingTo(new PluginVersion("1.0.0+build.7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "v1.0", "1.0.0.0", "1.x", "1.0 ", "1.0-", "99999999999.0"})
  void new_noVersion_isRefusedWithTheText(String text) {
    assertThatThrownBy(() -> new PluginVersion(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
