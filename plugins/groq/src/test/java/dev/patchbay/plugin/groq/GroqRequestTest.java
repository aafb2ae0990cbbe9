package dev.patchbay.plugin.groq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Thinking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After Groq's reference. */
final class GroqRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new GroqFactory(), settings);
  }

  @Test
  void chat_thinkingAndLimit_haveGroqsNames() {
    HostProbe groq = probe(Map.of());
    ChatCall.Builder call =
        HostProbe.call("openai/gpt-oss-120b")
            .sampling(Sampling.builder().maxOutput(5).topLogprobs(1).choices(2).build())
            .thinking(new Thinking("low", null, false));
    assertThat(groq.request(call).target()).isEqualTo("/openai/v1/chat/completions");
    assertThat(groq.sent(call).path("max_completion_tokens").asInt()).isEqualTo(5);
    assertThat(groq.sent(call).path("include_reasoning").asBoolean(true)).isFalse();
    assertThat(groq.dropped(call)).containsExactly("sampling.choices", "sampling.top_logprobs");
  }

  @Test
  void chat_earlierThinking_goesBackUnlessItIsUnwanted() {
    Message assistant =
        Message.of(
            Message.ASSISTANT,
            List.of(new Part.Reasoning("hm", null, Marks.NONE), Part.Text.of("a")));
    ChatCall.Builder call = HostProbe.call("m").messages(List.of(assistant));
    assertThat(probe(Map.of()).sent(call).at("/messages/0/reasoning").asString()).isEqualTo("hm");
    assertThat(probe(Map.of("reasoning-field", "none")).dropped(call))
        .containsExactly("messages[0].parts[0]");
  }

  /** Raw thinking of models that Groq is not told to parse. */
  @Test
  void chat_tagged_isSplitInsteadOfFramed() {
    assertThat(probe(Map.of()).isFramed(HostProbe.call("m"))).isTrue();
    assertThat(probe(Map.of("reasoning-tag", "think")).isFramed(HostProbe.call("m"))).isFalse();
    assertThatThrownBy(() -> probe(Map.of("reasoning-tag", "<think>")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("without brackets");
    assertThatThrownBy(() -> probe(Map.of("reasoning-tag-begun", true)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs reasoning-tag");
  }
}
