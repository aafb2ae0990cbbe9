package dev.patchbay.plugin.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ResponseFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After vLLM's documentation of its OpenAI-compatible server. */
final class VllmRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new VllmFactory(), settings);
  }

  @Test
  void chat_begunAnswer_isGoneOnFrom() {
    ChatCall.Builder call =
        HostProbe.call("m").messages(List.of(Message.of(Message.ASSISTANT, "Once")));
    HostProbe vllm = probe(Map.of());
    assertThat(vllm.request(call).target()).isEqualTo("/v1/chat/completions");
    assertThat(vllm.sent(call).path("continue_final_message").asBoolean()).isTrue();
    Capabilities known = vllm.provider().capabilities("m");
    assertThat(known.has(Capabilities.ASSISTANT_PREFILL)).isTrue();
    HostProbe without = probe(Map.of("prefill", "none"));
    assertThat(without.sent(call).has("continue_final_message")).isFalse();
    assertThat(without.provider().capabilities("m").has(Capabilities.ASSISTANT_PREFILL)).isFalse();
  }

  @Test
  void chat_grammar_isAStructuredOutput() {
    ChatCall.Builder call =
        HostProbe.call("m").format(new ResponseFormat.Grammar("choice", "[\"yes\",\"no\"]"));
    assertThat(probe(Map.of()).sent(call).path("structured_outputs").toString())
        .isEqualTo("{\"choice\":[\"yes\",\"no\"]}");
  }

  @Test
  void embed_call_asksForBase64() {
    assertThat(probe(Map.of()).embedding("m", 8).path("encoding_format").asString())
        .isEqualTo("base64");
  }
}
