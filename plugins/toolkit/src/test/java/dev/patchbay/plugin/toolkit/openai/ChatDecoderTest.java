package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
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
 * Shapes that the recordings don't show. All bodies here are synthetic, after OpenAI's reference
 * and the notes of the hosts; none was recorded.
 */
final class ChatDecoderTest {
  private static final String STOP = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";

  private static List<ChatEvent> decode(Terminator terminator, RecordedCase recorded) {
    Dialect dialect =
        new Dialect("openai", false, terminator, LimitField.BY_MODEL, null, Prefill.NONE);
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    ChatDecoder decoder = new ChatDecoder(dialect, new ErrorReader(() -> now, null));
    List<ChatEvent> events = Replay.gently(decoder, recorded);
    EventOrder.check(events);
    return events;
  }

  private static String stream(Terminator terminator, String... data) {
    String body = "data: " + String.join("\n\ndata: ", data) + "\n\n";
    return body(terminator, "text/event-stream", body);
  }

  private static String stream(String... data) {
    return stream(Terminator.DONE, data);
  }

  private static String whole(String body) {
    return body(Terminator.DONE, "application/json", body);
  }

  private static String body(Terminator terminator, String type, String body) {
    Map<String, String> headers = Map.of("content-type", type);
    RecordedCase recorded = RecordedCase.of("synthetic", 200, headers, body.getBytes(UTF_8), true);
    return EventText.of(decode(terminator, recorded)).replace("started id=null model=null\n", "");
  }

  private static String delta(String members) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + members + "}}]}";
  }

  @Test
  void stream_doneWithoutFinishReason_isNotWhole() {
    assertThat(stream(delta("\"content\":\"a\""), "[DONE]"))
        .isEqualTo("block 0 choice=0 TEXT\ndelta 0 TEXT \"a\"\n");
  }

  @ParameterizedTest
  @CsvSource({"DONE, false", "FINISH, true", "EOF, true"})
  void stream_finishWithoutDone_isWholeWhereTheHostEndsSo(Terminator terminator, boolean whole) {
    assertThat(stream(terminator, delta("\"content\":\"a\""), STOP).endsWith("completed\n"))
        .isEqualTo(whole);
  }

  @Test
  void stream_neitherFinishNorDone_isWholeAtTheEndOfBodyOnly() {
    assertThat(stream(Terminator.EOF, delta("\"content\":\"a\"")))
        .isEqualTo(
            """
            block 0 choice=0 TEXT
            delta 0 TEXT "a"
            end 0
            finished choice=0 OTHER raw=""
            completed
            """);
    assertThat(stream(Terminator.EOF, ": nothing")).doesNotContain("completed");
  }

  @Test
  void stream_membersInAnyOrder_areRead() {
    String chunk =
        "{\"usage\":{\"completion_tokens\":2,\"prompt_tokens\":1},\"choices\":[{\"finish_reason\":"
            + "\"stop\",\"delta\":{\"content\":\"x\"},\"index\":1}],\"model\":\"m\",\"id\":\"i\"}";
    assertThat(stream(chunk, "[DONE]"))
        .isEqualTo(
            """
            started id="i" model="m"
            block 0 choice=1 TEXT
            delta 0 TEXT "x"
            end 0
            finished choice=1 STOP raw="stop"
            used input=1 output=2
            completed
            """);
  }

  @Test
  void stream_wholeCallsWithoutIndex_areCallsByTheirIds() {
    String first =
        "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";
    String second = first.replace("\"a\"", "\"b\"");
    assertThat(stream(delta(first), delta(second), STOP, "[DONE]"))
        .isEqualTo(
            """
            block 0 choice=0 TOOL_CALL call="a" name="f"
            delta 0 TOOL_CALL "{}"
            block 1 choice=0 TOOL_CALL call="b" name="f"
            delta 1 TOOL_CALL "{}"
            end 0
            end 1
            finished choice=0 TOOL_CALLS raw="stop"
            completed
            """);
  }

  @Test
  void stream_newIdUnderTheSameIndex_isANewCall() {
    String first =
        "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}]";
    assertThat(stream(delta(first), delta(first.replace("\"a\"", "\"b\"")), STOP, "[DONE]"))
        .contains("call=\"a\"", "call=\"b\"");
    assertThat(stream(delta(first), delta(first), STOP, "[DONE]"))
        .as("the same id again goes on with the call")
        .containsOnlyOnce("block ");
  }

  @Test
  void stream_nameAfterArguments_losesNothing() {
    String early = "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{\"}}]";
    String name =
        "\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}]";
    assertThat(stream(delta(early), delta(name), STOP, "[DONE]"))
        .startsWith(
            """
            block 0 choice=0 TOOL_CALL call="a" name="f"
            delta 0 TOOL_CALL "{"
            delta 0 TOOL_CALL "}"
            end 0
            """);
  }

  @Test
  void stream_argumentsAsObject_areItsText() {
    String call =
        "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]";
    assertThat(stream(delta(call), STOP, "[DONE]")).contains("delta 0 TOOL_CALL \"{\\\"x\\\":1}\"");
  }

  @Test
  void stream_reasoningThenText_areTwoBlocks() {
    assertThat(
            stream(
                delta("\"content\":\"\",\"reasoning_content\":\"hm\""),
                delta("\"reasoning\":\"so\",\"content\":null"),
                delta("\"content\":\"yes\""),
                STOP,
                "[DONE]"))
        .isEqualTo(
            """
            block 0 choice=0 REASONING
            delta 0 REASONING "hm"
            delta 0 REASONING "so"
            end 0
            block 1 choice=0 TEXT
            delta 1 TEXT "yes"
            end 1
            finished choice=0 STOP raw="stop"
            completed
            """);
  }

  @Test
  void stream_contentOfParts_isRead() {
    String thinking =
        "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
            + "{\"type\":\"text\",\"text\":\"yes\"},{\"type\":\"reference\",\"reference_ids\":[1]}]";
    assertThat(stream(delta(thinking), STOP, "[DONE]"))
        .startsWith(
            """
            block 0 choice=0 REASONING
            delta 0 REASONING "hm"
            end 0
            block 1 choice=0 TEXT
            delta 1 TEXT "yes"
            block 2 choice=0 OPAQUE
            opaque 2 openai.reference {"type":"reference","reference_ids":[1]}
            end 2
            """);
  }

  @Test
  void stream_unknownMember_becomesOpaque() {
    assertThat(stream(delta("\"audio\":{\"id\":\"x\"},\"flag\":true,\"none\":[]"), STOP, "[DONE]"))
        .startsWith("block 0 choice=0 OPAQUE\nopaque 0 openai.audio {\"audio\":{\"id\":\"x\"}}\n");
  }

  @Test
  void stream_unknownLists_areOneOpaqueAtTheEnd() {
    assertThat(stream(delta("\"details\":[1]"), delta("\"details\":[{\"a\":2},3]"), STOP, "[DONE]"))
        .contains("opaque 0 openai.details {\"details\":[1,{\"a\":2},3]}");
  }

  @Test
  void whole_refusal_isABlockAndTheReason() {
    String body =
        "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"No.\"},\"finish_reason\":\"stop\"}]}";
    assertThat(whole(body))
        .isEqualTo(
            """
            block 0 choice=0 REFUSAL
            delta 0 REFUSAL "No."
            end 0
            finished choice=0 REFUSAL raw="stop"
            completed
            """);
  }

  @Test
  void stream_logprobs_rideOnTheDelta() {
    String chunk =
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":"
            + "\"a\",\"logprob\":-0.5,\"bytes\":[97],\"top_logprobs\":[{\"token\":\"b\",\"logprob\":-1,"
            + "\"bytes\":null,\"top_logprobs\":[]}]}]}}]}";
    assertThat(stream(chunk, STOP, "[DONE]"))
        .contains("delta 0 TEXT \"a\" [\"a\":-0.5 [\"b\":-1.0]]");
  }

  @Test
  void stream_citationsOfTheAnswer_areToldOnce() {
    String chunk =
        "{\"citations\":[\"https://a.example\"],\"choices\":[{\"delta\":{\"content\":\"x\"}}]}";
    assertThat(stream(chunk, chunk, STOP, "[DONE]")).containsOnlyOnce("annotated 0 URL");
  }

  @Test
  void stream_thinkingBesideTheAnswer_isAddedUp() {
    String usage =
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":22,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":7}}}";
    assertThat(stream(STOP, usage, "[DONE]")).contains("used input=10 output=12 reasoning=7");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"error\":{\"message\":\"x\",\"type\":\"server_error\"}}', UPSTREAM",
    "'{\"error\":{\"message\":\"x\",\"code\":429}}', RATE_LIMITED",
    "'{\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}', OVERLOADED",
    "'{\"error\":\"text\"}', UPSTREAM",
    "'{\"object\":\"error\",\"message\":\"x\",\"code\":400}', INVALID",
  })
  void any_errorUnder200_isFailed(String error, String kind) {
    assertThat(stream(delta("\"content\":\"a\""), error, "[DONE]")).contains("\nfailed " + kind);
    assertThat(whole(error)).startsWith("failed " + kind);
  }

  @Test
  void stream_errorEvent_isFailed() {
    String body = "event: error\ndata: {\"message\":\"no\",\"status_code\":503}\n\n";
    assertThat(body(Terminator.DONE, "text/event-stream", body)).startsWith("failed OVERLOADED");
  }

  @Test
  void whole_listOfErrors_isFailed() {
    assertThat(whole("[{\"error\":{\"code\":404,\"message\":\"no model\"}}]"))
        .startsWith("failed NOT_FOUND status=404");
  }

  @ParameterizedTest
  @CsvSource({"error, UPSTREAM", "insufficient_system_resource, OVERLOADED"})
  void stream_brokenOff_isFailed(String reason, String kind) {
    String chunk = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    assertThat(stream(chunk, "[DONE]")).startsWith("failed " + kind);
  }

  @ParameterizedTest
  @CsvSource({"'{\"choices\":[{'", "'[]x'", "'not json'", "''", "'{\"id\":\"x\"}'"})
  void whole_unreadable_isBadResponse(String body) {
    assertThat(whole(body)).contains("failed");
  }

  @Test
  void stream_contentAfterTheEnd_isRefused() {
    String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
    assertThat(stream(STOP, usage, delta("\"content\":\"late\""), "[DONE]"))
        .contains("failed BAD_RESPONSE")
        .doesNotContain("completed");
  }

  @Test
  void stream_contentAfterARepeatedFinish_isStillRead() {
    assertThat(stream(STOP, delta("\"content\":\"late\""), STOP, "[DONE]"))
        .contains("delta 0 TEXT \"late\"")
        .endsWith("completed\n");
  }
}
