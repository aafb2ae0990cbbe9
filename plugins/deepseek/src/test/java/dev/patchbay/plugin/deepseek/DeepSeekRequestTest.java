package dev.patchbay.plugin.deepseek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.HostProbe;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Thinking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** After DeepSeek's reference and guides. */
final class DeepSeekRequestTest {
  private static HostProbe probe(Map<String, Object> settings) {
    return HostProbe.of(new DeepSeekFactory(), settings);
  }

  @Test
  void chat_thinking_isSwitchedByItsType() {
    HostProbe deepSeek = probe(Map.of());
    JsonNode off =
        deepSeek.sent(HostProbe.call("deepseek-chat").thinking(new Thinking("none", null, null)));
    assertThat(off.at("/thinking/type").asString()).isEqualTo("disabled");
    JsonNode on =
        deepSeek.sent(HostProbe.call("deepseek-chat").thinking(new Thinking("max", null, null)));
    assertThat(on.at("/thinking/type").asString()).isEqualTo("enabled");
    assertThat(on.path("reasoning_effort").asString()).isEqualTo("max");
  }

  @Test
  void chat_schema_isRefused() {
    ResponseFormat schema = new ResponseFormat.JsonSchema("P", null, "{}", null, Extra.NONE);
    assertThatThrownBy(() -> probe(Map.of()).sent(HostProbe.call("deepseek-chat").format(schema)))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("format: this host keeps to JSON");
  }

  /** DeepSeek's guide "Chat Prefix Completion (Beta)". */
  @Test
  void chat_prefix_isOfTheBetaAlone() {
    List<Message> begun = List.of(Message.of(Message.ASSISTANT, "Once"));
    ChatCall.Builder call = HostProbe.call("deepseek-chat").messages(begun);
    HostProbe plain = probe(Map.of());
    assertThat(plain.request(call).target()).isEqualTo("/chat/completions");
    assertThat(plain.sent(call).at("/messages/0").has("prefix")).isFalse();
    assertThat(plain.provider().capabilities("deepseek-chat").has(Capabilities.ASSISTANT_PREFILL))
        .isFalse();
    HostProbe beta = probe(Map.of("prefill", "prefix"));
    assertThat(beta.request(call).target()).isEqualTo("/beta/chat/completions");
    assertThat(beta.sent(call).at("/messages/0/prefix").asBoolean()).isTrue();
    assertThat(beta.provider().capabilities("deepseek-chat").has(Capabilities.ASSISTANT_PREFILL))
        .isTrue();
  }

  @Test
  void create_responses_isTheOtherApi() {
    assertThat(probe(Map.of("api", "responses")).request(HostProbe.call("m")).target())
        .isEqualTo("/responses");
  }
}
