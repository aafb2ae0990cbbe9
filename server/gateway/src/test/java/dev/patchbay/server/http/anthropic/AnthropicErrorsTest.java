package dev.patchbay.server.http.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.http.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error",
    "401, authentication_error",
    "403, permission_error",
    "404, not_found_error",
    "405, invalid_request_error",
    "413, request_too_large",
    "429, rate_limit_error",
    "500, api_error",
    "502, api_error",
    "503, overloaded_error",
    "504, timeout_error"
  })
  void write_status_hasItsType(int status, String type) {
    String body = write(Problem.of(status, "code", "why"));

    assertThat(body).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",");
  }

  @Test
  void write_all_standsBesideTheMessage() {
    var problem =
        new Problem(
            429, "x", "y", "p", "why", "PROVIDER_RATE_LIMITED", "openai", Duration.ofMillis(5));

    assertThat(write(problem))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"why\",\"metadata\":{\"reason\":\"PROVIDER_RATE_LIMITED\",\"param\":\"p\",\"provider\":\"openai\",\"retry_after_ms\":5}},\"request_id\":\"req_1\"}");
  }

  private static String write(Problem problem) {
    return new String(AnthropicErrors.SHAPE.write(problem, "req_1"), UTF_8);
  }
}
