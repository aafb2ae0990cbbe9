package dev.patchbay.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParamsTest {
  @Test
  void names_ofInnerPaths_areThoseThatCallersWrite() {
    assertThat(
            Params.names(
                List.of(
                    "sampling.top_k",
                    "input.sampling.choices",
                    "format",
                    "messages[2].name",
                    "options.end_user_id",
                    "input.reasoning.include")))
        .containsExactly("top_k", "n", "response_format", "messages[2].name", "user", "include");
  }
}
