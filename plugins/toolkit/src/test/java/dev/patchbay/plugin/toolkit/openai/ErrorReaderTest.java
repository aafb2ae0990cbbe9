package dev.patchbay.plugin.toolkit.openai;

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

/** Synthetic errors, after the hosts' documentation; the recorded ones are in the plugins. */
final class ErrorReaderTest {
  private record Head(int status, Map<String, String> headers) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private static ProviderError read(int status, Map<String, String> headers, String body) {
    ErrorReader reader = new ErrorReader(() -> Instant.EPOCH, Secret.of("sk-very-secret"));
    reader.head(new Head(status, headers));
    byte[] bytes = body.getBytes(UTF_8);
    return reader.ofStatus(bytes, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, INVALID",
    "400, context_length_exceeded, CONTEXT_LENGTH",
    "400, content_filter, PROMPT_BLOCKED",
    "400, unsupported_parameter, UNSUPPORTED",
    "400, invalid_api_key, AUTH",
    "400, model_decommissioned, NOT_FOUND",
    "401, invalid_api_key, AUTH",
    "402, x, QUOTA",
    "403, x, AUTH",
    "404, model_not_found, NOT_FOUND",
    "408, x, TIMEOUT",
    "409, x, UPSTREAM",
    "413, x, TOO_LARGE",
    "413, rate_limit_exceeded, RATE_LIMITED",
    "418, x, INVALID",
    "422, x, INVALID",
    "429, rate_limit_exceeded, RATE_LIMITED",
    "429, insufficient_quota, QUOTA",
    "498, x, OVERLOADED",
    "500, x, UPSTREAM",
    "500, engine_overloaded, OVERLOADED",
    "502, x, UPSTREAM",
    "503, x, OVERLOADED",
    "504, x, TIMEOUT",
    "529, x, OVERLOADED",
    "599, x, UPSTREAM",
  })
  void ofStatus_statusAndCode_giveTheKind(int status, String code, ErrorKind kind) {
    String start = "{\"error\":{\"message\":\"m\",\"type\":null,\"param\":null,\"code\":\"";
    ProviderError error = read(status, Map.of(), start + code + "\"}}");
    assertThat(error).isEqualTo(ProviderError.of(kind, "m").withStatus(status).withCode(code));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"detail\":\"Invalid API Key\"}', Invalid API Key",
    "'{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"too few\",\"type\":\"x\"}]}', body: too few",
    "'{\"code\":\"invalid-argument\",\"error\":\"text\"}', text",
    "'{\"object\":\"error\",\"message\":\"m\",\"code\":400}', m",
    "'{\"error\":\"plain\",\"error_type\":\"validation\"}', plain",
    "'{\"error\":{\"message\":\"m\",\"metadata\":{\"raw\":\"why\"}}}', m: why",
    "'<html><h1>Bad\n gateway</h1></html>', HTTP 400: Bad gateway",
    "'', HTTP 400 without a message",
    "'{\"error\":{\"message\":\"cut', 'HTTP 400: {\"error\":{\"message\":\"cut'",
  })
  void ofStatus_anyShape_findsTheWords(String body, String message) {
    assertThat(read(400, Map.of(), body).message()).isEqualTo(message);
  }

  @Test
  void ofStatus_headers_areKept() {
    ProviderError error =
        read(429, Map.of("x-request-id", "req_1", "retry-after", "7"), "{\"message\":\"slow\"}");
    assertThat(error.requestId()).isEqualTo("req_1");
    assertThat(error.retryAfter()).hasSeconds(7);
  }

  /** After what Gemini's OpenAI-compatible endpoint answers: a list, and no Retry-After. */
  private static String gemini(String quota, String delay) {
    return """
    [{"error": {
        "code": 429,
        "message": "You exceeded your current quota, please check your plan and billing details.",
        "status": "RESOURCE_EXHAUSTED",
        "details": [
          {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
           "violations": [{"quotaMetric": "generate_content_free_tier_requests", "quotaId": "%s"}]},
          {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"description": "d"}]},
          {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "%s"}
        ]}}]
    """
        .formatted(quota, delay);
  }

  @Test
  void ofStatus_googlesRetryInfo_isTheTimeToWaitForALimitOfTheMinute() {
    ProviderError error =
        read(
            429,
            Map.of(),
            gemini("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "57.238747106s"));
    assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(error.retryAfter()).isEqualTo(Duration.parse("PT57.238747106S"));
    assertThat(error.message()).startsWith("You exceeded your current quota");
  }

  @Test
  void ofStatus_googlesRetryInfoForADay_isNotBelieved() {
    ProviderError error =
        read(429, Map.of(), gemini("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "35s"));
    assertThat(error.kind()).isEqualTo(ErrorKind.QUOTA);
    assertThat(error.retryAfter()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'[{\"retryDelay\":\"12s\"}]', PT12S",
    "'{\"retryDelay\":\"1.5s\"}', PT1.5S",
    "'[{\"retryDelay\":\"soon\"}]', ",
    "'[{\"retryDelay\":{\"seconds\":3}}]', ",
    "'[{\"code\":\"x\",\"message\":\"y\"}]', ",
    "'\"Please retry after 6 seconds.\"', ",
    "'null', ",
  })
  void ofStatus_detailsOfAnyShape_giveADelayOrNone(String details, @Nullable Duration expected) {
    String body = "{\"error\":{\"message\":\"m\",\"details\":" + details + "}}";
    assertThat(read(503, Map.of(), body).retryAfter()).isEqualTo(expected);
    assertThat(read(503, Map.of("retry-after", "7"), body).retryAfter()).hasSeconds(7);
    assertThat(read(503, Map.of(), body).message()).isEqualTo("m");
  }

  @Test
  void ofStatus_keyInTheText_isHidden() {
    assertThat(read(401, Map.of(), "{\"message\":\"bad key sk-very-secret\"}").message())
        .isEqualTo("bad key ***");
  }

  @Test
  void ofStatus_redirect_namesTheSetting() {
    ProviderError error = read(301, Map.of("location", "https://new.example/v1?key=1"), "");
    assertThat(error.kind()).isEqualTo(ErrorKind.BAD_RESPONSE);
    assertThat(error.message())
        .isEqualTo(
            "HTTP 301 redirects to https://new.example/v1, which is not followed: correct base-url");
  }

  /** Mistral's headers, as recorded with a 200. */
  @Test
  void ofStatus_quotaOfTheMonthUsedUp_isQuota() {
    String body = "{\"object\":\"error\",\"message\":\"Requests rate limit exceeded\"}";
    Map<String, String> used = Map.of("x-ratelimit-remaining-tokens-month", "0");
    assertThat(read(429, used, body).kind()).isEqualTo(ErrorKind.QUOTA);
    Map<String, String> left = Map.of("x-ratelimit-remaining-tokens-month", "7");
    assertThat(read(429, left, body).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
  }

  /** After OpenRouter's page "Limits" and its answers to users. */
  @Test
  void ofStatus_limitInTheBody_isWhenToComeBack() {
    String body =
        "{\"error\":{\"code\":429,\"message\":\"Rate limit exceeded\",\"metadata\":{\"headers\":"
            + "{\"X-RateLimit-Remaining\":\"0\",\"X-RateLimit-Reset\":\"60000\"}}}}";
    String late = body.replace("60000", "1000000005000");
    assertThat(read(429, Map.of(), body).retryAfter()).hasSeconds(60_000);
    assertThat(read(429, Map.of(), late).retryAfter()).hasSeconds(1_000_000_005);
  }

  @Test
  void ofStatus_failedGeneration_isTold() {
    String body =
        "{\"error\":{\"message\":\"m\",\"code\":\"tool_use_failed\","
            + "\"failed_generation\":\"<f>\"}}";
    assertThat(read(400, Map.of(), body).message()).isEqualTo("m: <f>");
  }

  @Test
  void inBand_retryAfterBesideAnAnswer_isNotTheErrors() {
    ErrorReader reader = new ErrorReader(() -> Instant.EPOCH, null);
    reader.head(new Head(200, Map.of("retry-after", "15")));
    byte[] bytes = "{\"error\":\"x\"}".getBytes(UTF_8);
    assertThat(reader.inBand(bytes, 0, bytes.length).retryAfter()).isNull();
  }
}
