package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** How each reason is told through each door, and whether asking again helps. */
public enum Told {
  INVALID_REQUEST("INVALID_ARGUMENT", 400, "invalid_request_error", "invalid_request", Told.NEVER),
  UNSUPPORTED_PARAMETER(
      "INVALID_ARGUMENT", 400, "invalid_request_error", "unsupported_parameter", Told.NEVER),
  CONTEXT_LENGTH_EXCEEDED(
      "INVALID_ARGUMENT", 400, "invalid_request_error", "context_length_exceeded", Told.NEVER),
  PROMPT_BLOCKED("INVALID_ARGUMENT", 400, "invalid_request_error", "content_filter", Told.NEVER),
  REQUEST_TOO_LARGE(
      "INVALID_ARGUMENT", 413, "invalid_request_error", "request_too_large", Told.NEVER),
  NO_ELIGIBLE_ROUTE(
      "FAILED_PRECONDITION", 400, "invalid_request_error", "no_eligible_route", Told.NEVER),
  PROVIDER_QUOTA_EXHAUSTED(
      "FAILED_PRECONDITION", 502, "server_error", "insufficient_quota", Told.NEVER),
  PROVIDER_AUTH_FAILED(
      "FAILED_PRECONDITION", 502, "server_error", "provider_auth_failed", Told.NEVER),
  PROVIDER_RATE_LIMITED("RESOURCE_EXHAUSTED", 429, "tokens", "rate_limit_exceeded", 1000),
  NO_HEALTHY_ENDPOINT("UNAVAILABLE", 503, "server_error", "no_healthy_endpoint", 1000),
  PROVIDER_OVERLOADED("UNAVAILABLE", 503, "server_error", "provider_overloaded", 1000),
  PROVIDER_ERROR("UNAVAILABLE", 502, "server_error", "provider_error", 250),
  PROVIDER_TIMEOUT("UNAVAILABLE", 504, "server_error", "provider_timeout", 250),
  STREAM_INTERRUPTED("UNAVAILABLE", 200, "server_error", "stream_interrupted", Told.NEVER),
  SERVER_SHUTTING_DOWN("UNAVAILABLE", 503, "server_error", "shutting_down", 0),
  KEY_MISSING("UNAUTHENTICATED", 401, "invalid_request_error", "invalid_api_key", Told.NEVER),
  KEY_INVALID("UNAUTHENTICATED", 401, "invalid_request_error", "invalid_api_key", Told.NEVER),
  KEY_NOT_ALLOWED("PERMISSION_DENIED", 403, "permission_error", "key_not_allowed", Told.NEVER),
  MODEL_NOT_FOUND("NOT_FOUND", 404, "invalid_request_error", "model_not_found", Told.NEVER),
  DEADLINE_EXCEEDED("DEADLINE_EXCEEDED", 504, "server_error", "timeout", Told.NEVER),
  PROVIDER_BAD_RESPONSE("INTERNAL", 502, "server_error", "provider_bad_response", Told.NEVER);

  private static final int NEVER = -1;

  private final String grpc;
  private final int http;
  private final String error;
  private final int again;

  /**
   * @param type OpenAI's kind of error
   * @param code the word for it
   * @param again milliseconds, where the provider advises nothing
   */
  Told(String grpc, int http, String type, String code, int again) {
    this.grpc = grpc;
    this.http = http;
    this.error = type + "/" + code;
    this.again = again;
  }

  /** Of a call that failed before anything of an answer left. */
  public void in(Answer.Failed failed, Way way) {
    assertThat(failed.before()).isEmpty();
    in(failed, way, http);
  }

  /** Of a stream that failed after this text. */
  public void after(String text, Answer.Failed failed, Way way) {
    assertThat(failed.before()).isEqualTo(text);
    in(failed, way, 200);
  }

  private void in(Answer.Failed failed, Way way, int status) {
    assertThat(failed.reason()).as("reason of %s", failed).isEqualTo(reason());
    assertThat(failed.said()).isEqualTo(way.isHttp() ? status + " " + error : grpc);
    assertThat(failed.again()).isEqualTo(again == NEVER ? null : Duration.ofMillis(again));
  }

  /** What callers are told; the end of their own time is a time-out like any other. */
  private String reason() {
    return this == DEADLINE_EXCEEDED ? PROVIDER_TIMEOUT.name() : name();
  }
}
