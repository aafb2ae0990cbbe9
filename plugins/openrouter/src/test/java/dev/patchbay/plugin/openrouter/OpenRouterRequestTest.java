package dev.patchbay.plugin.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Thinking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After OpenRouter's reference. */
final class OpenRouterRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new OpenRouterFactory(), settings);
  }

  @Test
  void create_application_isInHeaders() {
    HostProbe router = probe(Map.of("referer", "https://a.example", "title", "My App"));
    assertThat(router.request(HostProbe.call("m")).target()).isEqualTo("/api/v1/chat/completions");
    assertThat(router.request(HostProbe.call("m")).headers())
        .containsSubsequence("http-referer", "https://a.example", "x-title", "My App");
  }

  @Test
  void chat_thinking_isAnObject() {
    ChatCall.Builder call = HostProbe.call("m").thinking(new Thinking("low", 100, false));
    assertThat(probe(Map.of()).sent(call).path("reasoning").toString())
        .isEqualTo("{\"effort\":\"low\",\"max_tokens\":100,\"exclude\":true}");
  }

  /** What it signed goes back as it came; what another signed does not. */
  @Test
  void chat_earlierThinking_isItsDetails() {
    Marks ours = new Marks("[{\"type\":\"reasoning.text\"}]", "openrouter", null, Extra.NONE);
    Message assistant =
        Message.of(
            Message.ASSISTANT, List.of(new Part.Reasoning("hm", null, ours), Part.Text.of("a")));
    ChatCall.Builder call = HostProbe.call("m").messages(List.of(assistant));
    assertThat(probe(Map.of()).sent(call).at("/messages/0/reasoning_details").toString())
        .isEqualTo("[{\"type\":\"reasoning.text\"}]");
    assertThat(probe(Map.of()).sent(call).at("/messages/0").has("reasoning")).isFalse();
    assertThat(probe(Map.of()).dropped(call)).isEmpty();
  }

  @Test
  void chat_routing_isTheCallersOption() {
    Extra options = Extra.of("\"models\":[\"a\",\"b\"],\"transforms\":[]");
    assertThat(probe(Map.of()).sent(HostProbe.call("m").options(options)).path("models").size())
        .isEqualTo(2);
  }
}
