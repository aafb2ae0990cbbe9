package dev.patchbay.server.http.anthropic;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.ErrorShape;
import dev.patchbay.server.http.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's errors: a type for each status, and what we know beside the message under {@code
 * metadata}.
 */
final class AnthropicErrors implements ErrorShape {
  static final AnthropicErrors SHAPE = new AnthropicErrors();

  private AnthropicErrors() {}

  @Override
  public String requestIdHeader() {
    return "request-id";
  }

  @Override
  public byte[] write(Problem problem, String requestId) {
    var json = new JsonWriter();
    json.beginObject().name("type").string("error").name("error").beginObject();
    json.name("type").string(type(problem.status()));
    json.name("message").string(problem.message());
    json.name("metadata").beginObject().name("reason").string(problem.reason());
    member(json, "param", problem.param());
    member(json, "provider", problem.provider());
    Duration wait = problem.retryAfter();
    if (wait != null) {
      json.name("retry_after_ms").number(wait.toMillis());
    }
    json.endObject().endObject();
    json.name("request_id").string(requestId);
    return json.endObject().bytes();
  }

  private static void member(JsonWriter json, String name, @Nullable String value) {
    if (value != null) {
      json.name(name).string(value);
    }
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
