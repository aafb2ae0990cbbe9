package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSettingsTest {
  @Test
  void of_nothing_isTheSmallModelWithDefaults() {
    assertThat(LocalSettings.of(Settings.NONE))
        .isEqualTo(new LocalSettings(Optional.empty(), 1024, 2, 1));
  }

  @Test
  void of_everything_isTaken() {
    var settings =
        Settings.of(Map.of("model", "/m/x.gguf", "context", 4096L, "calls", 16L, "threads", 4L));

    assertThat(LocalSettings.of(settings))
        .isEqualTo(new LocalSettings(Optional.of(Path.of("/m/x.gguf")), 4096, 16, 4));
  }

  @Test
  void of_relativeModel_countsFromTheWorkingDirectory() {
    assertThat(LocalSettings.of(Settings.of(Map.of("model", "x.gguf"))).model())
        .contains(Path.of("").toAbsolutePath().resolve("x.gguf"));
  }

  @ParameterizedTest
  @CsvSource({
    "calls,0,'calls is 0, but must be 1 to 16'",
    "calls,17,'calls is 17, but must be 1 to 16'",
    "context,63,'context is 63, but must be 64 to 1048576'",
    "threads,65,'threads is 65, but must be 1 to 64'",
    "threads,4294967297,'threads is 4294967297, but must be 1 to 64'"
  })
  void of_outOfRange_namesKeyValueAndRange(String key, long value, String message) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> LocalSettings.of(Settings.of(Map.of(key, value))))
        .withMessage(message)
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void of_emptyModel_isRefused() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> LocalSettings.of(Settings.of(Map.of("model", " "))))
        .satisfies(e -> assertThat(e.key()).isEqualTo("model"));
  }

  @Test
  void declared_eachKey_hasDocumentationAndDefault() {
    assertThat(LocalSettings.DECLARED)
        .extracting(Setting::key)
        .containsExactly("model", "context", "calls", "threads");
    assertThat(LocalSettings.DECLARED)
        .allSatisfy(setting -> {
          assertThat(setting.doc()).endsWith(".");
          assertThat(setting.defaultText()).isNotNull();
        });
  }
}
