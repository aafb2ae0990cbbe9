package dev.patchbay.plugin.toolkit.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaudeTest {
  @ParameterizedTest
  @CsvSource({
    "claude-3-opus-20240229, opus, 30",
    "claude-3-5-sonnet-20241022, sonnet, 35",
    "anthropic.claude-3-7-sonnet-20250219-v1:0, sonnet, 37",
    "claude-sonnet-4-20250514, sonnet, 40",
    "claude-opus-4-1-20250805, opus, 41",
    "claude-haiku-4-5@20251001, haiku, 45",
    "us.anthropic.claude-opus-4-6-v1, opus, 46",
    "claude-opus-4.8, opus, 48",
    "claude-sonnet-5, sonnet, 50",
    "global.anthropic.claude-fable-5, fable, 50",
    "claude-2.1, '', 0",
    "some-model, '', 0",
  })
  void of_anyName_tellsFamilyAndGeneration(String model, String family, int generation) {
    assertThat(Claude.of(model)).isEqualTo(new Claude(family, generation));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-haiku-4-5, true",
    "claude-3-5-sonnet-20241022, true",
    "claude-opus-4-6, false",
    "claude-sonnet-5, false",
    "some-model, false",
  })
  void goesOn_newest_refuse(String model, boolean prefill) {
    assertThat(Claude.of(model).goesOn()).isEqualTo(prefill);
  }
}
