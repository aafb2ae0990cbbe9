package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whichever test comes first may have to fetch the model. */
@Timeout(900)
class WarmUpTest {
  @TempDir private Path folder;

  @Test
  void warmUp_halfAModel_saysTheLibrarysOwnReason() throws Exception {
    Path half = folder.resolve("half.gguf");
    try (InputStream whole = Files.newInputStream(RealModel.file())) {
      Files.write(half, whole.readNBytes(5_000_000));
    }

    failsWith(half, "llama.cpp can't load the model " + half + ": ", "corrupted or incomplete");
  }

  @Test
  void warmUp_fileThatIsNoModel_saysHowItBegins() throws Exception {
    Path text = Files.writeString(folder.resolve("a.gguf"), "this is not a model at all");
    Path empty = Files.writeString(folder.resolve("b.gguf"), "GGUF");
    Path old = Files.writeString(folder.resolve("c.gguf"), "GGUF\1\0\0\0" + "\0".repeat(16));

    failsWith(text, text + " is no GGUF file", "begins with the bytes 74 68 69 73");
    failsWith(empty, empty + " is no GGUF file", "only 4 bytes");
    failsWith(old, old + " is GGUF of version 1");
  }

  private static void failsWith(Path model, String... words) {
    try (Provider provider = provider(model)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(provider::warmUp)
          .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }
  }

  @Test
  void warmUp_missingFile_namesIt() throws Exception {
    Path file = folder.resolve("missing.gguf");
    try (Provider provider = provider(file)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(provider::warmUp)
          .withMessage("settings.model: " + file + " is no readable file");
    }
  }

  @Test
  void chat_beforeWarmUp_isRefused() {
    try (Provider provider = provider(folder.resolve("x.gguf"))) {
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(() -> Reading.open(provider, "Hello", Sampling.NONE))
          .satisfies(e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UPSTREAM));
    }
  }

  @Test
  void warmUp_afterClose_frees() throws Exception {
    Provider provider = RealModel.provider(Map.of("context", 64L, "calls", 1L));
    provider.close();

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(provider::warmUp);
  }

  private static Provider provider(Path model) {
    return RealModel.create(
        new LocalPlugin().providers().getFirst(), Map.of("model", model.toString()));
  }
}
