package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.testkit.EventOrder;
import dev.patchbay.spi.testkit.EventText;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shapes that the recordings don't show. All bodies here are synthetic, after the pages "Streaming
 * messages", "Errors", "Citations" and "Stop reasons" of Anthropic's documentation; none was
 * recorded.
 */
final class MessagesReaderTest {
  private static final String START =
      "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":"
          + "\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,"
          + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}";
  private static final String STARTED =
      "started id=\"msg_1\" model=\"claude-x\"\nused input=3 output=1\n";
  private static final String STOP = "{\"type\":\"message_stop\"}";

  private static List<ChatEvent> decode(String type, String body) {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    MessagesDecoder decoder = new MessagesDecoder("anthropic", new ErrorReader(() -> now, null));
    RecordedCase recorded =
        RecordedCase.of("synthetic", 200, Map.of("content-type", type), body.getBytes(UTF_8), true);
    List<ChatEvent> events = Replay.gently(decoder, recorded);
    EventOrder.check(events);
    return events;
  }

  private static List<ChatEvent> events(String... data) {
    return decode("text/event-stream", "data: " + String.join("\n\ndata: ", data) + "\n\n");
  }

  private static String stream(String... data) {
    return EventText.of(events(data));
  }

  private static String whole(String body) {
    return EventText.of(decode("application/json", body));
  }

  private static String block(int index, String members) {
    return "{\"type\":\"content_block_start\",\"index\":"
        + index
        + ",\"content_block\":{"
        + members
        + "}}";
  }

  private static String delta(int index, String members) {
    return "{\"type\":\"content_block_delta\",\"index\":"
        + index
        + ",\"delta\":{\"type\":"
        + members
        + "}}";
  }

  private static String end(int index) {
    return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
  }

  private static String because(String reason) {
    return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason + "\"}}";
  }

  private static String text(String text) {
    return delta(0, "\"text_delta\",\"text\":\"" + text + "\"");
  }

  @Test
  void stream_callWithoutArguments_readsEmptyObject() {
    assertThat(
            stream(
                START,
                block(0, "\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"now\",\"input\":{}"),
                delta(0, "\"input_json_delta\",\"partial_json\":\"\""),
                end(0),
                because("tool_use"),
                STOP))
        .isEqualTo(
            STARTED
                + """
                block 0 choice=0 TOOL_CALL call="toolu_1" name="now"
                delta 0 TOOL_CALL "{}"
                end 0
                finished choice=0 TOOL_CALLS raw="tool_use"
                completed
                """);
  }

  @Test
  void stream_callWithItsInputAtTheStart_losesNothing() {
    assertThat(
            stream(
                START,
                block(0, "\"type\":\"tool_use\",\"name\":\"f\",\"input\":{\"a\":1}"),
                end(0),
                because("tool_use"),
                STOP))
        .contains("call=\"call_msg_1_0\" name=\"f\"", "delta 0 TOOL_CALL \"{\\\"a\\\":1}\"");
  }

  @Test
  void stream_callByOtherThanTheModel_isSignedWithItsCaller() {
    String caller = "{\"type\":\"code_execution_20260120\",\"tool_id\":\"srvtoolu_1\"}";
    String call = "\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{},\"caller\":";
    assertThat(events(START, block(0, call + caller), end(0), because("tool_use"), STOP))
        .contains(ChatEvent.blockEnded(0, "\"caller\":" + caller));
    assertThat(
            events(
                START,
                block(0, call + "{\"type\": \"direct\"}"),
                end(0),
                because("tool_use"),
                STOP))
        .contains(ChatEvent.blockEnded(0));
  }

  @Test
  void stream_thinkingThatIsNotShown_keepsItsSignature() {
    assertThat(
            stream(
                START,
                block(0, "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\""),
                delta(0, "\"signature_delta\",\"signature\":\"c2ln\""),
                end(0),
                because("end_turn"),
                STOP))
        .contains("block 0 choice=0 REASONING\nend 0 signature=\"c2ln\"\n");
  }

  @Test
  void stream_redactedThinking_isOpaque() {
    String redacted = "\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ==\"";
    assertThat(stream(START, block(0, redacted), end(0), because("end_turn"), STOP))
        .contains(
            "block 0 choice=0 OPAQUE\nopaque 0 anthropic.redacted_thinking {" + redacted + "}\n");
  }

  @Test
  void stream_blockOfTomorrow_isPutTogetherOutOfItsDeltas() {
    assertThat(
            stream(
                START,
                block(0, "\"type\":\"summary\",\"content\":\"a\",\"input\":{}"),
                delta(0, "\"summary_delta\",\"content\":\"b\",\"n\":1"),
                delta(0, "\"input_json_delta\",\"partial_json\":\"{\\\"x\\\"\""),
                delta(0, "\"input_json_delta\",\"partial_json\":\":2}\""),
                end(0),
                because("end_turn"),
                STOP))
        .contains(
            "opaque 0 anthropic.summary {\"type\":\"summary\",\"content\":\"ab\","
                + "\"input\":{\"x\":2},\"n\":1}\n");
  }

  @Test
  void stream_citations_areAnnotations() {
    String page =
        "{\"type\":\"web_search_result_location\",\"url\":\"https://a.example\",\"title\":\"A\"}";
    String document =
        "{\"type\":\"char_location\",\"document_title\":\"D\",\"start_char_index\":0}";
    assertThat(
            events(
                START,
                block(0, "\"type\":\"text\",\"text\":\"\""),
                delta(0, "\"citations_delta\",\"citation\":" + page),
                text("x"),
                delta(0, "\"citations_delta\",\"citation\":" + document),
                end(0),
                because("end_turn"),
                STOP))
        .contains(
            ChatEvent.annotated(
                0, Annotation.of(Annotation.Kind.URL, "https://a.example", "A", page)),
            ChatEvent.annotated(0, Annotation.of(Annotation.Kind.DOCUMENT, null, "D", document)));
  }

  @Test
  void stream_deltaOfTomorrow_isNotLost() {
    String unknown = "\"mood_delta\",\"mood\":\"good\"";
    assertThat(
            events(
                START,
                block(0, "\"type\":\"text\",\"text\":\"\""),
                delta(0, unknown),
                end(0),
                because("end_turn"),
                STOP))
        .contains(
            ChatEvent.annotated(
                0, Annotation.of(Annotation.Kind.OTHER, null, null, "{\"type\":" + unknown + "}")));
  }

  @Test
  void stream_membersInAnyOrder_areRead() {
    assertThat(
            stream(
                START,
                "{\"content_block\":{\"text\":\"\",\"type\":\"text\"},\"index\":0,"
                    + "\"type\":\"content_block_start\"}",
                "{\"delta\":{\"text\":\"x\",\"type\":\"text_delta\"},\"index\":0,"
                    + "\"type\":\"content_block_delta\"}",
                end(0),
                because("end_turn"),
                STOP))
        .contains("block 0 choice=0 TEXT\ndelta 0 TEXT \"x\"\nend 0\n");
  }

  @Test
  void stream_startRepeated_isPassedOver() {
    assertThat(stream(START, START, block(0, "\"type\":\"text\",\"text\":\"a\""), STOP))
        .isEqualTo(STARTED + "block 0 choice=0 TEXT\ndelta 0 TEXT \"a\"\nend 0\n");
  }

  @Test
  void stream_endWithoutStopReason_isNotWhole() {
    assertThat(stream(START, STOP)).doesNotContain("completed", "finished");
    assertThat(stream(START, because("end_turn"))).doesNotContain("completed");
  }

  @Test
  void stream_deltaOfNoBlock_cantBeRead() {
    assertThat(stream(START, text("x"))).contains("failed BAD_RESPONSE", "block 0");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "max_tokens, LENGTH",
    "tool_use, TOOL_CALLS",
    "pause_turn, PAUSED",
    "refusal, REFUSAL",
    "model_context_window_exceeded, CONTEXT_WINDOW",
    "something_else, OTHER",
  })
  void stream_stopReason_isToldInBothWords(String raw, String reason) {
    assertThat(stream(START, because(raw), STOP))
        .contains("finished choice=0 " + reason + " raw=\"" + raw + "\"\ncompleted\n");
  }

  @Test
  void stream_stopSequenceAndRefusal_areTold() {
    assertThat(
            stream(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"stop_sequence\","
                    + "\"stop_sequence\":\"END\"}}",
                STOP))
        .contains("STOP raw=\"stop_sequence\" stop=\"END\"");
    assertThat(
            stream(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\","
                    + "\"stop_details\":{\"type\":\"refusal\",\"category\":\"bio\","
                    + "\"explanation\":\"no\"}}}",
                STOP))
        .contains("REFUSAL raw=\"refusal\" message=\"no\" safety=[bio blocked]");
  }

  @Test
  void stream_usage_isSummedAndNeverFalls() {
    String first =
        "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":10,"
            + "\"cache_creation_input_tokens\":20,\"cache_read_input_tokens\":30,"
            + "\"output_tokens\":1}}}";
    String last =
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{"
            + "\"input_tokens\":0,\"cache_read_input_tokens\":null,\"output_tokens\":7,"
            + "\"output_tokens_details\":{\"thinking_tokens\":5}}}";
    assertThat(stream(first, last, STOP))
        .contains(
            "used input=60 output=1 cache-read=30 cache-write=20\n",
            "used input=60 output=7 cache-read=30 cache-write=20 reasoning=5\n");
  }

  @Test
  void stream_membersBesides_areMetadata() {
    assertThat(
            stream(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                    + "\"container\":{\"id\":\"c\"}},\"context_management\":{\"a\":[]}}",
                "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"n\":1}}"))
        .contains(
            "metadata {\"container\":{\"id\":\"c\"},\"context_management\":{\"a\":[]},"
                + "\"amazon-bedrock-invocationMetrics\":{\"n\":1}}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, OVERLOADED",
    "api_error, UPSTREAM",
    "rate_limit_error, RATE_LIMITED",
    "timeout_error, TIMEOUT",
    "invalid_request_error, INVALID",
    "billing_error, QUOTA",
  })
  void stream_errorEvent_fails(String type, String kind) {
    String error =
        "{\"type\":\"error\",\"error\":{\"type\":\""
            + type
            + "\",\"message\":\"m\"},\"request_id\":\"req_1\"}";
    assertThat(stream(START, error))
        .contains("failed " + kind)
        .contains("code=\"" + type + "\"", "req_1");
  }

  @Test
  void whole_errorUnder200_fails() {
    assertThat(whole("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"))
        .startsWith("failed OVERLOADED");
    assertThat(whole("{\"type\":\"message\",\"id\":\"m\"}")).startsWith("failed BAD_RESPONSE");
    assertThat(whole("{\"type\":\"message\",\"content\":[]}")).contains("failed BAD_RESPONSE");
  }

  @Test
  void whole_citationsAndOpaqueBlocks_areTold() {
    assertThat(
            whole(
                "{\"content\":[{\"type\":\"server_tool_use\",\"id\":\"s\",\"input\":{\"q\":1}},"
                    + "{\"citations\":[{\"type\":\"page_location\"}],\"text\":\"t\","
                    + "\"type\":\"text\"}],\"id\":\"m\",\"model\":\"c\","
                    + "\"stop_reason\":\"end_turn\"}"))
        .isEqualTo(
            """
            started id="m" model="c"
            block 0 choice=0 OPAQUE
            opaque 0 anthropic.server_tool_use {"type":"server_tool_use","id":"s","input":{"q":1}}
            end 0
            block 1 choice=0 TEXT
            delta 1 TEXT "t"
            annotated 1 DOCUMENT uri=null title=null raw={"type":"page_location"}
            end 1
            finished choice=0 STOP raw="end_turn"
            completed
            """);
  }
}
