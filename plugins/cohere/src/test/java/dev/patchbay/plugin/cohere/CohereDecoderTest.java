package dev.patchbay.plugin.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.testkit.EventOrder;
import dev.patchbay.spi.testkit.EventText;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes that no recording shows: synthetic, after Cohere's reference "Chat API (v2)". */
final class CohereDecoderTest {
  private static String decode(String type, String body) {
    RecordedCase recorded =
        RecordedCase.of("synthetic", 200, Map.of("content-type", type), body.getBytes(UTF_8), true);
    ChatDecoder decoder = new ChatDecoder(new ErrorReader(() -> Instant.EPOCH, null));
    List<ChatEvent> events = Replay.gently(decoder, recorded);
    EventOrder.check(events);
    return EventText.of(events);
  }

  private static String stream(String... events) {
    return decode("text/event-stream", "data: " + String.join("\n\ndata: ", events) + "\n\n");
  }

  private static String end(String finish) {
    return "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"" + finish + "\"}}";
  }

  private static String call(int index, String id) {
    return "{\"type\":\"tool-call-start\",\"index\":"
        + index
        + ",\"delta\":{\"message\":{\"tool_calls\":{\"id\":\""
        + id
        + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}}}}";
  }

  private static String arguments(int index, String piece) {
    return "{\"type\":\"tool-call-delta\",\"index\":"
        + index
        + ",\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\""
        + piece
        + "\"}}}}}";
  }

  @Test
  void stream_parallelCalls_areTwo() {
    assertThat(
            stream(
                call(0, "a"),
                arguments(0, "{\\\"x\\\":"),
                arguments(0, "1}"),
                "{\"type\":\"tool-call-end\",\"index\":0}",
                call(1, ""),
                "{\"type\":\"tool-call-end\",\"index\":1}",
                end("TOOL_CALL")))
        .isEqualTo(
            """
            started id=null model=null
            block 0 choice=0 TOOL_CALL call="a" name="f"
            delta 0 TOOL_CALL "{\\"x\\":"
            delta 0 TOOL_CALL "1}"
            end 0
            block 1 choice=0 TOOL_CALL call="call_1" name="f"
            delta 1 TOOL_CALL "{}"
            end 1
            finished choice=0 TOOL_CALLS raw="TOOL_CALL"
            completed
            """);
  }

  @Test
  void stream_withoutMessageEnd_isNotWhole() {
    assertThat(stream(call(0, "a"))).doesNotContain("completed").doesNotContain("failed");
  }

  @Test
  void stream_error_isAFailure() {
    assertThat(
            stream(
                "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":"
                    + "\"internal\"}}"))
        .isEqualTo(
            "failed UPSTREAM status=0 code=\"ERROR\" request-id=null retry-after=null"
                + " \"internal\"\n");
  }

  @Test
  void stream_toxic_isFiltered() {
    assertThat(stream(end("ERROR_TOXIC"))).contains("CONTENT_FILTER raw=\"ERROR_TOXIC\"");
    assertThat(stream(end("MAX_TOKENS"))).contains("LENGTH raw=\"MAX_TOKENS\"");
  }

  @Test
  void whole_everything_isTold() {
    assertThat(
            decode(
                "application/json",
                """
                {"finish_reason":"COMPLETE","logprobs":[{"text":"It is","token_ids":[1,2],
                 "logprobs":[-0.5,-1.5]}],"usage":{"billed_units":{"input_tokens":1,
                 "output_tokens":2}},"message":{"citations":[{"start":0,"end":2,"text":"It",
                 "sources":[{"type":"document","id":"d","document":{"title":"T",
                 "url":"https://a.example"}},{"type":"tool","id":"t"}]}],"role":"assistant",
                 "content":[{"type":"text","text":"It is"}]},"id":"i"}\
                """))
        .startsWith(
            """
            started id="i" model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "It is" ["It is":-0.5 "":-1.5]
            annotated 0 DOCUMENT uri="https://a.example" title="T" 0..2 raw=\
            """)
        .endsWith(
            """
            end 0
            finished choice=0 STOP raw="COMPLETE"
            used input=1 output=2
            completed
            """);
  }
}
