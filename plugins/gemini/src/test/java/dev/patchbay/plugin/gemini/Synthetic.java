package dev.patchbay.plugin.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;

/**
 * Bodies that nobody recorded, written after Google's reference of the Gemini API ("Generating
 * content", "Embeddings") and its page of error codes ("Troubleshooting guide").
 */
final class Synthetic {
  private Synthetic() {}

  static List<RecordedCase> chats() {
    return List.of(
        reviewed(body("prompt-blocked", PROMPT_BLOCKED).failing(ErrorKind.PROMPT_BLOCKED)),
        reviewed(body("logprobs", LOGPROBS).ending(Ending.COMPLETED)),
        reviewed(body("citations", CITATIONS).ending(Ending.COMPLETED)),
        reviewed(body("safety", SAFETY).ending(Ending.COMPLETED)),
        reviewed(body("code-execution", CODE).ending(Ending.COMPLETED)),
        body("no-candidates", "{\"responseId\":\"r\"}").failing(ErrorKind.BAD_RESPONSE),
        reviewed(stream("candidates", CANDIDATES).ending(Ending.COMPLETED)),
        reviewed(stream("partial-arguments", PARTIAL).ending(Ending.COMPLETED)),
        stream("no-finish", "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}]}}]}")
            .ending(Ending.NONE),
        stream("error-inside", ERROR_INSIDE).failing(ErrorKind.OVERLOADED),
        error(429, "minute", QUOTA.formatted("PerMinute")).failing(ErrorKind.RATE_LIMITED),
        error(429, "day", QUOTA.formatted("PerDay")).failing(ErrorKind.QUOTA),
        error(400, "context", said(400, "INVALID_ARGUMENT", CONTEXT))
            .failing(ErrorKind.CONTEXT_LENGTH),
        error(403, "denied", said(403, "PERMISSION_DENIED", "Method doesn't allow"))
            .failing(ErrorKind.AUTH),
        error(503, "overloaded", "[" + said(503, "UNAVAILABLE", "The model is overloaded.") + "]")
            .failing(ErrorKind.OVERLOADED),
        error(500, "internal", said(500, "INTERNAL", "An internal error has occurred."))
            .failing(ErrorKind.UPSTREAM),
        error(504, "deadline", said(504, "DEADLINE_EXCEEDED", "Deadline expired"))
            .failing(ErrorKind.TIMEOUT),
        error(502, "proxy", "<html><title>502</title>Bad gateway</html>")
            .failing(ErrorKind.UPSTREAM));
  }

  private static RecordedCase reviewed(RecordedCase body) {
    return body.giving(Recordings.golden("synthetic", body.name()));
  }

  static List<RecordedCase> embeddings() {
    return List.of(
        body(
                "one vector",
                "{\"embeddings\":[{\"values\":[0.25,-1e-3,2]}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":3}}")
            .ending(Ending.COMPLETED),
        body("two for one", "{\"embeddings\":[{\"values\":[1]},{\"values\":[2]}]}")
            .failing(ErrorKind.BAD_RESPONSE),
        error(404, "no model", said(404, "NOT_FOUND", "models/x is not found"))
            .failing(ErrorKind.NOT_FOUND));
  }

  static final String PROMPT_BLOCKED =
      """
      {"promptFeedback":{"blockReason":"SAFETY","safetyRatings":[
        {"category":"HARM_CATEGORY_HARASSMENT","probability":"HIGH","blocked":true},
        {"category":"HARM_CATEGORY_HATE_SPEECH","probability":"LOW"}]},
       "usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"gemini-2.5-flash"}
      """;

  static final String LOGPROBS =
      """
      {"candidates":[{"content":{"parts":[{"text":"Hi!"}],"role":"model"},"finishReason":"STOP",
        "avgLogprobs":-0.1,"logprobsResult":{
          "topCandidates":[{"candidates":[{"token":"Hi","tokenId":1,"logProbability":-0.1},
            {"token":"Yo","tokenId":2,"logProbability":-2.5}]},{"candidates":[]}],
          "chosenCandidates":[{"token":"Hi","tokenId":1,"logProbability":-0.1},
            {"token":"!","tokenId":3,"logProbability":-0.25}]}}],
       "modelVersion":"gemini-2.5-flash","responseId":"r1"}
      """;

  static final String CITATIONS =
      """
      {"candidates":[{"content":{"parts":[{"text":"Größe: to be or not to be"}]},"index":0,
        "citationMetadata":{"citationSources":[
          {"startIndex":9,"endIndex":27,"uri":"https://example.org/hamlet","license":"pd"}]},
        "finishReason":"RECITATION"}],"responseId":"r2"}
      """;

  static final String SAFETY =
      """
      {"candidates":[{"finishReason":"SAFETY","index":0,"safetyRatings":[
        {"category":"HARM_CATEGORY_DANGEROUS_CONTENT","probability":"HIGH",
         "probabilityScore":0.875,"severity":"HARM_SEVERITY_HIGH","blocked":true}]}],
       "promptFeedback":{"safetyRatings":[
        {"category":"HARM_CATEGORY_HATE_SPEECH","probability":"NEGLIGIBLE"}]},
       "responseId":"r3"}
      """;

  static final String CODE =
      """
      {"candidates":[{"content":{"parts":[
        {"text":"Thinking.","thought":true,"thoughtSignature":"c2ln"},
        {"executableCode":{"language":"PYTHON","code":"print(6*7)"}},
        {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"42\\n"}},
        {"text":"It is "},{"text":"42.","thoughtSignature":"c2ln2"},{"text":""}]},
        "finishReason":"STOP"}],"responseId":"r4"}
      """;

  static final String CANDIDATES =
      """
      {"candidates":[{"index":1,"content":{"parts":[{"text":"b"}]}},{"content":{"parts":[{"text":"a"}]}}]}
      {"candidates":[{"finishReason":"STOP"},{"finishReason":"MALFORMED_FUNCTION_CALL","index":1}]}
      """;

  static final String PARTIAL =
      """
      {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","willContinue":true},"thoughtSignature":"c2ln"}]}}],"responseId":"r5"}
      {"candidates":[{"content":{"parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0]","stringValue":"x","willContinue":true}],"willContinue":true}}]}}]}
      {"candidates":[{"content":{"parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0]","stringValue":"y"},{"jsonPath":"$.n","numberValue":1.5},{"jsonPath":"$.t","boolValue":true},{"jsonPath":"$.z","nullValue":"NULL_VALUE"}],"willContinue":true}}]}}]}
      {"candidates":[{"content":{"parts":[{"functionCall":{}}]},"finishReason":"STOP"}]}
      """;

  private static final String ERROR_INSIDE =
      """
      {"candidates":[{"content":{"parts":[{"text":"Hel"}]}}],"responseId":"r6"}
      {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}
      """;

  private static final String QUOTA =
      """
      {"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED",
       "details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
         {"quotaId":"GenerateRequests%sPerProjectPerModel-FreeTier","quotaValue":"10"}]},
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}
      """;

  private static final String CONTEXT =
      "The input token count (1200001) exceeds the maximum number of tokens allowed (1048576).";

  private static String said(int code, String status, String message) {
    return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
        .formatted(code, message, status);
  }

  static RecordedCase body(String name, String json) {
    return of(name, 200, "application/json; charset=UTF-8", json, false);
  }

  /** One chunk a line. */
  static RecordedCase stream(String name, String chunks) {
    StringBuilder body = new StringBuilder();
    chunks.lines().forEach(chunk -> body.append("data: ").append(chunk).append("\r\n\r\n"));
    return of(name, 200, "text/event-stream", body.toString(), true);
  }

  private static RecordedCase error(int status, String name, String body) {
    return of(name, status, "application/json", body, false);
  }

  private static RecordedCase of(
      String name, int status, String type, String body, boolean streamed) {
    return RecordedCase.of(
        name, status, Map.of("content-type", type), body.getBytes(UTF_8), streamed);
  }
}
