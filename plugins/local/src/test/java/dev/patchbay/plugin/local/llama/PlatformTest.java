package dev.patchbay.plugin.local.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlatformTest {
  private static final Set<String> MODERN = Set.of("sse2", "avx", "avx2", "f16c", "fma", "bmi2");

  @Test
  void library_thisMachine_isAmongTheResources() throws Exception {
    assertThat(getClass().getClassLoader().getResource(Platform.current().library())).isNotNull();
  }

  @Test
  void library_arm_isTheArmOne() throws Exception {
    assertThat(new Platform("Linux", "aarch64", Set.of()).library()).contains("aarch64");
  }

  @Test
  void library_oldProcessor_namesWhatItLacks() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new Platform("Linux", "amd64", Set.of("avx", "f16c", "fma")).library())
        .withMessageEndingWith("this one has no avx2, bmi2");
  }

  @Test
  void library_otherSystem_namesIt() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new Platform("Mac OS X", "aarch64", MODERN).library())
        .withMessageEndingWith("this is Mac OS X");
  }

  @Test
  void library_otherProcessor_namesIt() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new Platform("Linux", "riscv64", MODERN).library())
        .withMessageEndingWith("this processor is riscv64");
  }

  @Test
  void loadFailure_openMpMissing_saysWhatToInstall() {
    assertThat(LoadFailure.message(Path.of("/tmp/x/libllama.so"), false))
        .contains("libgomp.so.1")
        .contains("Debian: apt-get install libgomp1");
  }

  @Test
  void loadFailure_openMpThere_namesTheFolder() {
    assertThat(LoadFailure.message(Path.of("/tmp/x/libllama.so"), true))
        .contains("/tmp/x", "noexec", "glibc")
        .doesNotContain("libgomp");
  }
}
