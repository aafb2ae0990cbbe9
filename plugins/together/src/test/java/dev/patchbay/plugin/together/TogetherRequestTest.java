package dev.patchbay.plugin.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Sampling;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** After Together's reference. */
final class TogetherRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new TogetherFactory(), settings);
  }

  @Test
  void chat_atTogether_isPostedInItsWords() {
    HostProbe together = probe(Map.of());
    ChatCall.Builder call =
        HostProbe.call("m")
            .sampling(Sampling.builder().topK(3).minP(0.1).topLogprobs(0).maxOutput(5).build())
            .serviceTier("flex");
    assertThat(together.request(call).target()).isEqualTo("/v1/chat/completions");
    assertThat(together.sent(call))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"max_tokens\":5,\"top_k\":3,\"min_p\":0.1,\"logprobs\":1}"));
    assertThat(together.dropped(call)).containsExactly("service_tier");
  }

  @Test
  void embed_call_saysTheInputsAlone() {
    assertThat(probe(Map.of()).embedding("m", 8))
        .isEqualTo(JsonMapper.shared().readTree("{\"model\":\"m\",\"input\":[\"a\"]}"));
  }
}
