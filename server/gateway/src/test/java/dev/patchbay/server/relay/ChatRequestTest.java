package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
  @ParameterizedTest
  @CsvSource({
    "sampling.top_k, input.sampling.top_k",
    "messages[2].parts[0], input.messages[2].parts[0]",
    "format, input.response_format",
    "format.schema, input.response_format.schema",
    "thinking.budget_tokens, input.reasoning.budget_tokens",
    "extra.logit, input.extra_json.logit",
    "formats, input.formats"
  })
  void fieldOf_path_isWhatGrpcCallsIt(String path, String field) {
    assertThat(ChatRequest.fieldOf(path)).isEqualTo(field);
  }
}
