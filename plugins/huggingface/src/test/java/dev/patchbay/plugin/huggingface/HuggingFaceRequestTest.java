package dev.patchbay.plugin.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.ProviderException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After Hugging Face's page "Inference Providers". */
final class HuggingFaceRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new HuggingFaceFactory(), settings);
  }

  @Test
  void chat_suffixedModel_isSentAsItIs() {
    HostProbe face = probe(Map.of("bill-to", "my-org"));
    assertThat(face.request(HostProbe.call("m:fastest")).target())
        .isEqualTo("/v1/chat/completions");
    assertThat(face.request(HostProbe.call("m")).headers())
        .containsSubsequence("x-hf-bill-to", "my-org");
    assertThat(face.sent(HostProbe.call("m:fastest")).path("model").asString())
        .isEqualTo("m:fastest");
  }

  @Test
  void embed_anything_isRefused() {
    assertThatThrownBy(() -> probe(Map.of()).embedding("m", 1))
        .isInstanceOf(ProviderException.class)
        .hasMessage("this provider has no embeddings");
  }
}
