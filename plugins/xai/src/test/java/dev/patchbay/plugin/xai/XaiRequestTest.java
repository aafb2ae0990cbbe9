package dev.patchbay.plugin.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After xAI's reference and its guide to thinking models. */
final class XaiRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new XaiFactory(), settings);
  }

  @Test
  void chat_thinkingModel_isNotAskedForWhatItRefuses() {
    HostProbe xai = probe(Map.of());
    Sampling sampling = Sampling.builder().stop(List.of("x")).presencePenalty(0.5).build();
    ChatCall.Builder thinks = HostProbe.call("grok-4.3").sampling(sampling);
    assertThat(xai.dropped(thinks)).containsExactly("sampling.presence_penalty", "sampling.stop");
    assertThat(xai.dropped(HostProbe.call("grok-4.20-0309-non-reasoning").sampling(sampling)))
        .isEmpty();
    assertThat(xai.dropped(HostProbe.call("grok-4").thinking(new Thinking("high", null, null))))
        .containsExactly("thinking.effort");
  }

  @Test
  void chat_developer_stays() {
    ChatCall.Builder call =
        HostProbe.call("grok-4.3").messages(List.of(Message.of(Message.DEVELOPER, "Be brief")));
    assertThat(probe(Map.of()).sent(call).at("/messages/0/role").asString()).isEqualTo("developer");
  }

  @Test
  void create_responses_isTheOtherApi() {
    ChatCall.Builder call = HostProbe.call("grok-4.3");
    assertThat(probe(Map.of()).request(call).target()).isEqualTo("/v1/chat/completions");
    assertThat(probe(Map.of("api", "responses")).request(call).target()).isEqualTo("/v1/responses");
  }
}
