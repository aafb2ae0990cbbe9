package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Synthetic errors, after the pages "Errors" and "Rate limits" of Anthropic's documentation; the
 * recorded one is in the plugin.
 */
final class ErrorReaderTest {
  private record Head(int status, Map<String, String> headers) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private static ProviderError read(int status, Map<String, String> headers, String body) {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    ErrorReader reader = new ErrorReader(() -> now, Secret.of("sk-very-secret"));
    reader.head(new Head(status, headers));
    byte[] bytes = body.getBytes(UTF_8);
    return reader.ofStatus(bytes, bytes.length);
  }

  private static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\""
        + type
        + "\",\"message\":\""
        + message
        + "\"},\"request_id\":\"req_1\"}";
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, m, INVALID",
    "400, invalid_request_error, prompt is too long: 3 tokens > 2 maximum, CONTEXT_LENGTH",
    "400, invalid_request_error, input length and `max_tokens` exceed context limit: 1 + 2 > 2,"
        + " CONTEXT_LENGTH",
    "400, invalid_request_error, Your credit balance is too low, QUOTA",
    "400, invalid_request_error, You have reached your specified API usage limits., QUOTA",
    "400, invalid_request_error, Output blocked by content filtering policy, PROMPT_BLOCKED",
    "400, invalid_request_error, Prefilling assistant messages is not supported for this model.,"
        + " UNSUPPORTED",
    "401, authentication_error, m, AUTH",
    "402, billing_error, m, QUOTA",
    "403, permission_error, m, AUTH",
    "404, not_found_error, m, NOT_FOUND",
    "409, conflict_error, m, UPSTREAM",
    "413, request_too_large, m, TOO_LARGE",
    "429, rate_limit_error, m, RATE_LIMITED",
    "500, api_error, m, UPSTREAM",
    "500, api_error, Overloaded, OVERLOADED",
    "504, timeout_error, m, TIMEOUT",
    "529, overloaded_error, m, OVERLOADED",
  })
  void ofStatus_statusTypeAndProse_giveTheKind(
      int status, String type, String message, ErrorKind kind) {
    assertThat(read(status, Map.of(), error(type, message)))
        .isEqualTo(
            ProviderError.of(kind, message)
                .withStatus(status)
                .withCode(type)
                .withRequestId("req_1"));
  }

  @Test
  void ofStatus_spendLimit_isQuotaByItsDetails() {
    ProviderError error =
        read(
            429,
            Map.of("request-id", "req_2"),
            "{\"type\":\"error\",\"error\":{\"details\":{\"error_code\":"
                + "\"enforced_spend_limit_reached\"},\"type\":\"rate_limit_error\","
                + "\"message\":\"m\"},\"request_id\":\"req_1\"}");
    assertThat(error.kind()).isEqualTo(ErrorKind.QUOTA);
    assertThat(error.code()).isEqualTo("enforced_spend_limit_reached");
    assertThat(error.requestId()).isEqualTo("req_2");
  }

  @ParameterizedTest
  @CsvSource({
    "429, false, QUOTA",
    "529, false, BAD_RESPONSE",
    "400, false, INVALID",
    "400, true, UPSTREAM",
    "529, true, OVERLOADED",
  })
  void ofStatus_shouldRetry_isObeyed(int status, String told, ErrorKind kind) {
    ProviderError error = read(status, Map.of("x-should-retry", told), error("x", "m"));
    assertThat(error.kind()).isEqualTo(kind);
  }

  @Test
  void ofStatus_waits_comeFromRetryAfterElseFromTheLimits() {
    Map<String, String> limits =
        Map.of(
            "anthropic-ratelimit-requests-remaining", "7",
            "anthropic-ratelimit-requests-reset", "2026-11-24T12:00:05Z",
            "anthropic-ratelimit-input-tokens-remaining", "0",
            "anthropic-ratelimit-input-tokens-reset", "2026-11-24T12:00:30Z",
            "anthropic-ratelimit-tokens-remaining", "0",
            "anthropic-ratelimit-tokens-reset", "2026-11-24T12:00:20Z",
            "anthropic-ratelimit-output-tokens-reset", "soon");
    assertThat(read(429, limits, "").retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read(500, limits, "").retryAfter()).isNull();
    assertThat(read(429, Map.of("retry-after", "3"), "").retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void ofStatus_googlesFront_isReadToo() {
    ProviderError error =
        read(
            429,
            Map.of(),
            "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\","
                + "\"details\":[{\"retryDelay\":\"12s\"}]}}]");
    assertThat(error)
        .isEqualTo(
            ProviderError.of(ErrorKind.RATE_LIMITED, "m")
                .withStatus(429)
                .withCode("RESOURCE_EXHAUSTED")
                .withRetryAfter(Duration.ofSeconds(12)));
  }

  @Test
  void ofStatus_noJson_isToldInItsWords() {
    assertThat(read(502, Map.of(), "<html><b>Bad</b> gateway</html>").message())
        .isEqualTo("HTTP 502: Bad gateway");
    assertThat(read(401, Map.of(), error("authentication_error", "sk-very-secret")).message())
        .isEqualTo("***");
    assertThat(read(302, Map.of("location", "https://b.example/x?y"), "").message())
        .contains("redirects to https://b.example/x,");
  }
}
