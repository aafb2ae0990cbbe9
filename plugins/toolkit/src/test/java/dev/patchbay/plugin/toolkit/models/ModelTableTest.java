package dev.patchbay.plugin.toolkit.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Capabilities;
import org.junit.jupiter.api.Test;

final class ModelTableTest {
  private static final ModelTable TABLE =
      ModelTable.parse(
          """
          {"source": "a test", "taken": "2026-08-19", "models": {
            "big": {"features": ["streaming", "tools"], "context": 128000, "output": 16384},
            "big-2024-05-13": {"features": ["streaming"], "context": 8000},
            "open": {"features": []}, "sized": {"context": 9}}}
          """
              .getBytes(UTF_8));

  @Test
  void of_listed_hasItsFeaturesAndLimits() {
    Capabilities big = TABLE.of("big");
    assertThat(big.isKnown()).isTrue();
    assertThat(big.features()).containsExactlyInAnyOrder("streaming", "tools");
    assertThat(big.contextWindow()).hasValue(128_000);
    assertThat(big.maxOutput()).hasValue(16_384);
  }

  @Test
  void of_limitsAbsent_areNotKnown() {
    assertThat(TABLE.of("open").contextWindow()).isEmpty();
    assertThat(TABLE.of("open").maxOutput()).isEmpty();
  }

  @Test
  void of_featuresAbsent_areNotKnown() {
    assertThat(TABLE.of("sized").isKnown()).isFalse();
    assertThat(TABLE.of("sized").contextWindow()).hasValue(9);
    assertThat(TABLE.of("open").isKnown()).isTrue();
  }

  @Test
  void of_snapshot_isAsItsModel() {
    assertThat(TABLE.of("big-2024-08-06")).isSameAs(TABLE.of("big"));
    assertThat(TABLE.of("big-20250929")).isSameAs(TABLE.of("big"));
    assertThat(TABLE.of("big@20250929")).isSameAs(TABLE.of("big"));
    assertThat(TABLE.of("big-latest")).isSameAs(TABLE.of("big"));
  }

  @Test
  void of_snapshotListedItself_isItsOwn() {
    assertThat(TABLE.of("big-2024-05-13").contextWindow()).hasValue(8_000);
  }

  @Test
  void of_anotherModelOfTheSameBeginning_isUnknown() {
    assertThat(TABLE.of("big-mini")).isSameAs(Capabilities.UNKNOWN);
    assertThat(TABLE.of("bigger")).isSameAs(Capabilities.UNKNOWN);
  }

  @Test
  void beside_noResource_saysWhere() {
    assertThatThrownBy(() -> ModelTable.beside(String.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("models.json is missing beside java.lang.String");
  }
}
