package dev.patchbay.plugin.localembed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxModelTest {
  private static final String MODEL = "all-minilm-l6-v2-q.onnx";

  @Test
  void open_notAModel_tellsTheLibrarysReason() {
    assertThatThrownBy(() -> OnnxModel.open("tokens.jsonl", 1))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the model tokens.jsonl can't be loaded: ONNX Runtime: ");
    assertThatThrownBy(() -> OnnxModel.open("no-such-model.onnx", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the plugin's JAR has no no-such-model.onnx");
  }

  @Test
  void run_tokenOutOfTheVocabulary_tellsTheLibrarysReasonAndGoesOn() throws Exception {
    try (OnnxModel model = OnnxModel.open(MODEL, 1)) {
      assertThatThrownBy(() -> model.run(new int[] {101, 99_999_999, 102}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("ONNX Runtime: ");
      assertThat(model.run(new int[] {101, 102})).hasSize(2 * 384);
    }
  }

  @Test
  void run_closed_isRefused() throws Exception {
    OnnxModel model = OnnxModel.open(MODEL, 1);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.run(new int[] {101, 102})).hasMessage("the model is closed");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, ai/onnxruntime/native/linux-x64/libonnxruntime.so",
    "Linux, aarch64, ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
  })
  void resource_ofAPlatform_isThere(String os, String arch, String resource) throws Exception {
    assertThat(NativeLibrary.resource(os, arch)).isEqualTo(resource);
    assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64, Linux only", "Linux, riscv64, x86-64 and aarch64 only"})
  void resource_ofAnotherPlatform_isTold(String os, String arch, String words) {
    assertThatThrownBy(() -> NativeLibrary.resource(os, arch))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }
}
