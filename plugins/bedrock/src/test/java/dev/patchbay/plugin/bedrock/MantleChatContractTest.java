package dev.patchbay.plugin.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Provider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with Mantle's chat completions. */
final class MantleChatContractTest extends ApiContract {
  private static final Map<String, Object> SETTINGS = Map.of("api", "chat", "service", "mantle");

  MantleChatContractTest() {
    super(SETTINGS, "openai.gpt-oss-20b", "bedrock-mantle", "/chat/completions");
  }

  @Test
  void chat_atMantle_isUnderThePrefixOfTheModel() {
    Provider provider = Wire.provider(null, SETTINGS);
    Exchange<ChatEvent> open = (Exchange<ChatEvent>) provider.chat(call());
    Exchange<ChatEvent> gpt =
        (Exchange<ChatEvent>) provider.chat(call().toBuilder().model("openai.gpt-5.6-sol").build());
    assertThat(provider.origins())
        .containsExactly(URI.create("https://bedrock-mantle.us-east-1.api.aws"));
    assertThat(open.request().target()).isEqualTo("/v1/chat/completions");
    assertThat(open.dialect()).isEqualTo(Origin.OPENAI_CHAT);
    assertThat(gpt.request().target()).isEqualTo("/openai/v1/chat/completions");
  }
}
