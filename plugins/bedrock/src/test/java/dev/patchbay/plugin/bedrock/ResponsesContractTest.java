package dev.patchbay.plugin.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Provider;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with Mantle's Responses. */
final class ResponsesContractTest extends ApiContract {
  ResponsesContractTest() {
    super(Map.of("api", "responses"), "openai.gpt-oss-20b", "bedrock-mantle", "/responses");
  }

  @Test
  void chat_byDefault_isAtMantle() {
    Provider provider = Wire.provider(null, Map.of("api", "responses"));
    assertThat(target(provider, "openai.gpt-oss-20b")).isEqualTo("/v1/responses");
    assertThat(target(provider, "openai.gpt-5.6-luna")).isEqualTo("/openai/v1/responses");
    Provider runtime = Wire.provider(null, Map.of("api", "responses", "service", "runtime"));
    assertThat(target(runtime, "openai.gpt-oss-20b-1:0")).isEqualTo("/openai/v1/responses");
  }

  private String target(Provider provider, String model) {
    Exchange<ChatEvent> exchange =
        (Exchange<ChatEvent>) provider.chat(call().toBuilder().model(model).build());
    return exchange.request().target();
  }
}
