package dev.patchbay.server.config;

import static dev.patchbay.spi.Capabilities.JSON_SCHEMA;
import static dev.patchbay.spi.Capabilities.STREAMING;
import static dev.patchbay.spi.Capabilities.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Capabilities;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapabilitiesSectionTest {
  private static final Capabilities TOLD =
      Capabilities.of(Set.of(STREAMING, JSON_SCHEMA)).contextWindow(1000).maxOutput(100);

  @Test
  void over_nothingSaid_isWhatTheProviderTells() {
    assertThat(CapabilitiesSection.NONE.over(TOLD)).isSameAs(TOLD);
  }

  @Test
  void over_withAndWithout_changeThoseAlone() {
    Capabilities result = section(null, Set.of(TOOLS), Set.of(JSON_SCHEMA), 2000).over(TOLD);

    assertThat(result.features()).containsExactlyInAnyOrder(STREAMING, TOOLS);
    assertThat(result.isKnown()).isTrue();
    assertThat(result.contextWindow()).hasValue(2000);
    assertThat(result.maxOutput()).hasValue(100);
  }

  @Test
  void over_withoutWhereNothingIsKnown_lacksThatAlone() {
    Capabilities result =
        section(null, Set.of(), Set.of(JSON_SCHEMA), null).over(Capabilities.UNKNOWN);

    assertThat(result.isKnown()).isFalse();
    assertThat(result.lacks(JSON_SCHEMA)).isTrue();
    assertThat(result.lacks(TOOLS)).isFalse();
    assertThat(result.with(JSON_SCHEMA).lacks(JSON_SCHEMA)).isFalse();
  }

  @Test
  void over_features_areAllThereIsAndKeepTheLimits() {
    Capabilities result = section(Set.of(TOOLS), Set.of(), Set.of(), null).over(TOLD);

    assertThat(result.features()).containsExactly(TOOLS);
    assertThat(result.lacks(STREAMING)).isTrue();
    assertThat(result.contextWindow()).hasValue(1000);
    assertThat(result.maxOutput()).hasValue(100);
    assertThat(section(Set.of(), Set.of(), Set.of(), null).over(Capabilities.UNKNOWN).isKnown())
        .isTrue();
  }

  private static CapabilitiesSection section(
      @Nullable Set<String> features,
      Set<String> with,
      Set<String> without,
      @Nullable Integer window) {
    return new CapabilitiesSection(features, with, without, window, null);
  }
}
