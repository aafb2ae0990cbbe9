package dev.patchbay.plugin.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Synthetic answers of Converse (fidelity: synthetic), for what no recording covers. They rest on
 * Amazon's API reference of Bedrock Runtime: Converse, ConverseStream, ContentBlock,
 * GuardrailTraceAssessment, "Errors" of both operations.
 */
final class SyntheticConverse {
  private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

  private SyntheticConverse() {}

  static List<RecordedCase> cases() {
    List<RecordedCase> all = new ArrayList<>(List.of(thinking(), empty(), cached(), guarded()));
    all.add(serverTool());
    all.add(citations());
    all.add(wholeCitations());
    all.add(brokenOff("throttlingException", ErrorKind.RATE_LIMITED));
    all.add(brokenOff("modelStreamErrorException", ErrorKind.UPSTREAM));
    all.add(brokenOff("internalServerException", ErrorKind.UPSTREAM));
    all.add(brokenOff("serviceUnavailableException", ErrorKind.OVERLOADED));
    all.add(brokenOff("modelTimeoutException", ErrorKind.TIMEOUT));
    all.add(brokenOff("validationException", ErrorKind.INVALID));
    all.add(error(429, "ThrottlingException", "Too many requests", ErrorKind.RATE_LIMITED));
    all.add(error(429, "ThrottlingException", "Too many tokens per day", ErrorKind.QUOTA));
    all.add(error(429, "ModelNotReadyException", "Model is not ready", ErrorKind.OVERLOADED));
    all.add(error(400, "ServiceQuotaExceededException", "quota", ErrorKind.QUOTA));
    all.add(error(403, "AccessDeniedException", "no access", ErrorKind.AUTH));
    all.add(error(404, "ResourceNotFoundException", "no such model", ErrorKind.NOT_FOUND));
    all.add(error(408, "ModelTimeoutException", "too slow", ErrorKind.TIMEOUT));
    all.add(error(424, "ModelErrorException", "model failed", ErrorKind.UPSTREAM));
    all.add(error(500, "InternalServerException", "oops", ErrorKind.UPSTREAM));
    all.add(error(503, "ServiceUnavailableException", "busy", ErrorKind.OVERLOADED));
    String tooLong = "Input is too long for requested model.";
    all.add(error(400, "ValidationException", tooLong, ErrorKind.CONTEXT_LENGTH));
    return all;
  }

  private static RecordedCase stream(String name, Frames frames) {
    Map<String, String> headers =
        Map.of("content-type", EVENT_STREAM, "x-amzn-requestid", "synthetic");
    return RecordedCase.of("synthetic/" + name, 200, headers, frames.bytes(), true)
        .ending(RecordedCase.Ending.COMPLETED);
  }

  private static Frames begun() {
    return new Frames().event("messageStart", "{\"role\":\"assistant\",\"p\":\"abc\"}");
  }

  private static Frames delta(Frames frames, int index, String delta) {
    return frames.event(
        "contentBlockDelta",
        "{\"delta\":" + delta + ",\"contentBlockIndex\":" + index + ",\"p\":\"ab\"}");
  }

  private static Frames stop(Frames frames, int index) {
    return frames.event("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
  }

  private static RecordedCase thinking() {
    Frames frames = begun();
    delta(frames, 0, "{\"reasoningContent\":{\"text\":\"Hm, \"}}");
    delta(frames, 0, "{\"reasoningContent\":{\"text\":\"2.\"}}");
    delta(frames, 0, "{\"reasoningContent\":{\"signature\":\"c2ln\"}}");
    stop(frames, 0);
    delta(frames, 1, "{\"text\":\"2\"}");
    stop(frames, 1);
    frames.event(
        "messageStop",
        "{\"stopReason\":\"stop_sequence\",\"additionalModelResponseFields\":{\"stop_sequence\":\"3\"}}");
    return stream("stream-thinking", frames)
        .giving(
            """
            started id="synthetic" model=null
            block 0 choice=0 REASONING
            delta 0 REASONING "Hm, "
            delta 0 REASONING "2."
            end 0 signature="c2ln"
            block 1 choice=0 TEXT
            delta 1 TEXT "2"
            end 1
            finished choice=0 STOP raw="stop_sequence" stop="3"
            metadata {"additionalModelResponseFields":{"stop_sequence":"3"}}
            completed
            """);
  }

  /** A block of empty deltas alone, as gpt-oss sends them; a call without arguments. */
  private static RecordedCase empty() {
    Frames frames = begun();
    delta(frames, 0, "{\"text\":\"\"}");
    stop(frames, 0);
    delta(frames, 1, "{\"reasoningContent\":{\"text\":\"\"}}");
    stop(frames, 1);
    frames.event(
        "contentBlockStart",
        "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"t_1\",\"name\":\"now\"}}}");
    stop(frames, 2);
    frames.event("messageStop", "{\"stopReason\":\"tool_use\"}");
    return stream("stream-empty-blocks", frames)
        .giving(
            """
            started id="synthetic" model=null
            block 0 choice=0 TOOL_CALL call="t_1" name="now"
            delta 0 TOOL_CALL "{}"
            end 0
            finished choice=0 TOOL_CALLS raw="tool_use"
            completed
            """);
  }

  private static RecordedCase cached() {
    Frames frames = delta(begun(), 0, "{\"text\":\"Hi\"}");
    frames.event("messageStop", "{\"stopReason\":\"end_turn\"}");
    frames.event(
        "metadata",
        "{\"usage\":{\"inputTokens\":5,\"outputTokens\":1,\"totalTokens\":36,"
            + "\"cacheReadInputTokens\":10,\"cacheWriteInputTokens\":20},"
            + "\"metrics\":{\"latencyMs\":7},\"serviceTier\":{\"type\":\"priority\"}}");
    return stream("stream-cached", frames)
        .giving(
            """
            started id="synthetic" model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "Hi"
            end 0
            finished choice=0 STOP raw="end_turn"
            used input=35 output=1 cache-read=10 cache-write=20
            metadata {"metrics":{"latencyMs":7},"serviceTier":{"type":"priority"}}
            completed
            """);
  }

  private static RecordedCase guarded() {
    Frames frames = delta(begun(), 0, "{\"text\":\"I can't help.\"}");
    frames.event("messageStop", "{\"stopReason\":\"guardrail_intervened\"}");
    frames.event(
        "metadata",
        "{\"trace\":{\"guardrail\":{\"actionReason\":\"Guardrail blocked.\",\"inputAssessment\":{"
            + "\"g\":{\"topicPolicy\":{\"topics\":[{\"name\":\"arms\",\"type\":\"DENY\","
            + "\"action\":\"BLOCKED\"}]},\"contentPolicy\":{\"filters\":[{\"type\":\"VIOLENCE\","
            + "\"confidence\":\"HIGH\",\"action\":\"NONE\"}]}}},\"outputAssessments\":{\"g\":[{"
            + "\"contextualGroundingPolicy\":{\"filters\":[{\"type\":\"GROUNDING\","
            + "\"threshold\":0.7,\"score\":0.5,\"action\":\"BLOCKED\"}]}}]}}}}");
    return stream("stream-guarded", frames)
        .giving(
            """
            started id="synthetic" model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "I can't help."
            end 0
            finished choice=0 CONTENT_FILTER raw="guardrail_intervened" message="Guardrail blocked." \
            safety=[arms blocked of input, VIOLENCE HIGH of input, GROUNDING 0.5 blocked of output]
            metadata {"trace":{"guardrail":{"actionReason":"Guardrail blocked.","inputAssessment":{\
            "g":{"topicPolicy":{"topics":[{"name":"arms","type":"DENY",\
            "action":"BLOCKED"}]},"contentPolicy":{"filters":[{"type":"VIOLENCE",\
            "confidence":"HIGH","action":"NONE"}]}}},"outputAssessments":{"g":[{\
            "contextualGroundingPolicy":{"filters":[{"type":"GROUNDING",\
            "threshold":0.7,"score":0.5,"action":"BLOCKED"}]}}]}}}}
            completed
            """);
  }

  /** A tool that the service runs itself, and what it gave: nobody else's to answer. */
  private static RecordedCase serverTool() {
    Frames frames = begun();
    frames.event(
        "contentBlockStart",
        "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"nova_grounding\","
            + "\"type\":\"server_tool_use\"}}}");
    delta(frames, 0, "{\"toolUse\":{\"input\":\"{\\\"q\\\":\"}}");
    delta(frames, 0, "{\"toolUse\":{\"input\":\"1}\"}}");
    stop(frames, 0);
    frames.event(
        "contentBlockStart",
        "{\"contentBlockIndex\":1,\"start\":{\"toolResult\":{\"toolUseId\":\"t\",\"status\":\"success\"}}}");
    delta(frames, 1, "{\"toolResult\":[{\"text\":\"a\"}]}");
    delta(frames, 1, "{\"toolResult\":[{\"text\":\"b\"}]}");
    stop(frames, 1);
    frames.event("messageStop", "{\"stopReason\":\"end_turn\"}");
    return stream("stream-server-tool", frames)
        .giving(
            """
            started id="synthetic" model=null
            block 0 choice=0 OPAQUE
            opaque 0 bedrock.toolUse {"toolUse":{"toolUseId":"t","name":"nova_grounding",\
            "type":"server_tool_use","input":{"q":1}}}
            end 0
            block 1 choice=0 OPAQUE
            opaque 1 bedrock.toolResult {"toolResult":{"toolUseId":"t","status":"success",\
            "content":[{"text":"a"},{"text":"b"}]}}
            end 1
            finished choice=0 STOP raw="end_turn"
            completed
            """);
  }

  private static final String CITATION =
      "{\"title\":\"Paper\",\"location\":{\"web\":{\"url\":\"https://a.example/p\",\"domain\":\"a.example\"}}}";

  private static RecordedCase citations() {
    Frames frames = delta(begun(), 0, "{\"text\":\"So it is.\"}");
    delta(frames, 0, "{\"citation\":" + CITATION + "}");
    stop(frames, 0);
    frames.event("messageStop", "{\"stopReason\":\"end_turn\"}");
    return stream("stream-citation", frames).giving(cited());
  }

  private static RecordedCase wholeCitations() {
    String body =
        "{\"stopReason\":\"end_turn\",\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
            + "{\"citationsContent\":{\"citations\":["
            + CITATION
            + "],\"content\":[{\"text\":\"So it is.\"}]}}]}}}";
    Map<String, String> headers =
        Map.of("content-type", "application/json", "x-amzn-requestid", "synthetic");
    return RecordedCase.of("synthetic/unary-citation", 200, headers, body.getBytes(UTF_8), false)
        .giving(cited());
  }

  private static String cited() {
    return """
    started id="synthetic" model=null
    block 0 choice=0 TEXT
    delta 0 TEXT "So it is."
    annotated 0 URL uri="https://a.example/p" title="Paper" raw=%s
    end 0
    finished choice=0 STOP raw="end_turn"
    completed
    """
        .formatted(CITATION);
  }

  private static RecordedCase brokenOff(String type, ErrorKind kind) {
    Frames frames = delta(begun(), 0, "{\"text\":\"Hel\"}");
    frames.exception(type, "{\"message\":\"no more\"}");
    return stream("stream-" + type, frames).failing(kind);
  }

  private static RecordedCase error(int status, String type, String message, ErrorKind kind) {
    String where = ":http://internal.amazon.com/coral/com.amazon.bedrock/";
    Map<String, String> headers =
        Map.of("content-type", "application/json", "x-amzn-errortype", type + where);
    byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(UTF_8);
    return RecordedCase.of("synthetic/" + type + " " + message, status, headers, body, true)
        .failing(kind);
  }
}
