package dev.patchbay.plugin.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with the runtime's chat completions, where thinking stands in the text. */
final class RuntimeChatContractTest extends ApiContract {
  RuntimeChatContractTest() {
    super(Map.of("api", "chat"), "openai.gpt-oss-20b-1:0", "bedrock-openai", "/chat/completions");
  }

  @Override
  protected List<RecordedCase> cases() {
    return super.cases().stream()
        .map(recorded ->
            recorded.name().equals("stream-gpt-oss-reasoning-tags")
                ? recorded.giving(Recordings.golden("bedrock-openai", recorded.name()))
                : recorded)
        .toList();
  }

  @Test
  void chat_byDefault_isAtTheRuntime() {
    Exchange<ChatEvent> exchange =
        (Exchange<ChatEvent>) Wire.provider(null, Map.of("api", "chat")).chat(call());
    assertThat(exchange.request().target()).isEqualTo("/openai/v1/chat/completions");
    assertThat(exchange.dialect()).as("frames with tags in them").isNull();
  }
}
