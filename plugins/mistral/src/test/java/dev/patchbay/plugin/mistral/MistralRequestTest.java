package dev.patchbay.plugin.mistral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** After Mistral's reference of 2026. */
final class MistralRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new MistralFactory(), settings);
  }

  @Test
  void chat_atMistral_isPostedInItsWords() {
    HostProbe mistral = probe(Map.of());
    Sampling sampling = Sampling.builder().seed(7L).maxOutput(5).topK(3).topLogprobs(2).build();
    ChatCall.Builder call =
        HostProbe.call("mistral-small-latest").stream(true)
            .sampling(sampling)
            .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of(), true))
            .thinking(new Thinking("high", null, null))
            .endUser("u")
            .options(Extra.of("\"safe_prompt\":true"));
    assertThat(mistral.request(call).target()).isEqualTo("/v1/chat/completions");
    assertThat(mistral.request(call).headers()).contains("Bearer sk-probe");
    assertThat(mistral.sent(call))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"model\":\"mistral-small-latest\",\"safe_prompt\":true,\"messages\":[{\"role\":"
                        + "\"user\",\"content\":\"Hi\"}],\"stream\":true,\"max_tokens\":5,"
                        + "\"random_seed\":7,\"tool_choice\":\"any\","
                        + "\"parallel_tool_calls\":true,\"reasoning_effort\":\"high\"}"));
    assertThat(mistral.dropped(call))
        .containsExactly("sampling.top_k", "sampling.top_logprobs", "end_user");
  }

  @Test
  void embed_dimensions_haveItsName() {
    assertThat(probe(Map.of()).embedding("mistral-embed", 8))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"model\":\"mistral-embed\",\"input\":[\"a\"],\"output_dimension\":8}"));
  }

  @Test
  void capabilities_ofAModel_haveNoPrefill() {
    Capabilities known = probe(Map.of()).provider().capabilities("mistral-small-latest");
    assertThat(known.isKnown()).isTrue();
    assertThat(known.has(Capabilities.ASSISTANT_PREFILL)).isFalse();
  }
}
