package dev.patchbay.server.http.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.ErrorShape;
import dev.patchbay.server.http.Problem;
import java.time.Duration;

/**
 * OpenAI's errors: four members that its schema requires, and what we know beside them under {@code
 * metadata}.
 */
public final class OpenAiErrors implements ErrorShape {
  public static final OpenAiErrors SHAPE = new OpenAiErrors();

  private OpenAiErrors() {}

  @Override
  public byte[] write(Problem problem, String requestId) {
    var json = new JsonWriter();
    json.beginObject().name("error").beginObject();
    json.name("message").string(problem.message());
    json.name("type").string(problem.type());
    json.name("param");
    if (problem.param() == null) {
      json.nil();
    } else {
      json.string(problem.param());
    }
    json.name("code").string(problem.code());
    json.name("metadata").beginObject().name("reason").string(problem.reason());
    if (problem.provider() != null) {
      json.name("provider").string(problem.provider());
    }
    json.name("request_id").string(requestId);
    Duration wait = problem.retryAfter();
    if (wait != null) {
      json.name("retry_after_ms").number(wait.toMillis());
    }
    json.endObject().endObject().endObject();
    return json.bytes();
  }
}
