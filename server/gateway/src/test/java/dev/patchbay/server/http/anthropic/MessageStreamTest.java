package dev.patchbay.server.http.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.http.Answers;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
  private final Answers answers = new Answers(AnthropicErrors.SHAPE, "anthropic");
  private final MessageStream stream = new MessageStream(answers.call());

  private static ChatEvent finish(FinishReason reason) {
    return ChatEvent.choiceFinished(0, reason, "");
  }

  @Test
  void text_usageToldFirst_isAWholeMessageWithTheCacheCountedApart() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.used(Usage.of(30, 1).withCacheRead(10).withCacheWrite(5)),
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "H\"é"),
            ChatEvent.delta(0, BlockKind.TEXT, ""),
            ChatEvent.blockEnded(0),
            ChatEvent.used(Usage.of(30, 7).withCacheRead(10).withCacheWrite(5).withReasoning(3)),
            finish(FinishReason.STOP))
        .complete(stream);

    assertThat(answers.events())
        .containsExactly(
            "message_start {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m-at-e0\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":15,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":10,\"output_tokens\":1}}}",
            "content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"H\\\"é\"}}",
            "content_block_stop {\"type\":\"content_block_stop\",\"index\":0}",
            "message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":15,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":10,\"output_tokens\":7,\"output_tokens_details\":{\"thinking_tokens\":3}}}",
            "message_stop {\"type\":\"message_stop\"}");
    assertThat(answers.exchange().isEnded()).isTrue();
    assertThat(answers.exchange().head())
        .contains("text/event-stream; charset=utf-8", "x-patchbay-endpoint", "e0");
    assertThat(answers.exchange().head()).containsSequence("request-id", "req_1");
  }

  @Test
  void toolCalls_endedTogetherAtTheEnd_areBlocksOneAfterTheOther() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.toolCallStarted(0, 0, "c1", "add"),
            ChatEvent.delta(0, BlockKind.TOOL_CALL, "{\"a\":1}"),
            ChatEvent.toolCallStarted(1, 0, "c2", "multiply"),
            ChatEvent.delta(1, BlockKind.TOOL_CALL, "{}"),
            ChatEvent.blockEnded(0),
            ChatEvent.blockEnded(1),
            finish(FinishReason.STOP))
        .complete(stream);

    assertThat(answers.names())
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(answers.events())
        .contains(
            "content_block_start {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c2\",\"name\":\"multiply\",\"input\":{}}}",
            "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"}}");
    assertThat(answers.exchange().text()).contains("\"stop_reason\":\"tool_use\"");
  }

  @Test
  void thinking_signed_endsWithItsSignature() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
            ChatEvent.delta(0, BlockKind.REASONING, "hm"),
            ChatEvent.blockEnded(0, "sig"));

    assertThat(answers.events())
        .endsWith(
            "content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
            "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}",
            "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"sig\"}}",
            "content_block_stop {\"type\":\"content_block_stop\",\"index\":0}");
  }

  @Test
  void thinking_ofAnotherProvider_isSignedInItsName() {
    var other = new Answers(AnthropicErrors.SHAPE, "gemini");
    var caller = new MessageStream(other.call());
    other
        .begin(caller, false)
        .say(
            caller,
            ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
            ChatEvent.blockEnded(0, "sig"));

    assertThat(other.exchange().text()).contains("\"signature\":\"patchbay:gemini:sig\"");
  }

  /** The dialect has no place in a call for the proof of it. */
  @Test
  void call_withAProof_isFollowedByABlockToSendBack() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.toolCallStarted(0, 0, "call_1", "f"),
            ChatEvent.blockEnded(0, "sig"),
            finish(FinishReason.TOOL_CALLS))
        .complete(stream);

    assertThat(answers.names())
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_stop",
            "content_block_start",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(answers.events())
        .contains(
            "content_block_start {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"patchbay-call:%s:6:call_1sig\"}}"
                .formatted(answers.route().provider()));
  }

  @Test
  void opaque_ownAndForeign_areABlockAndAnAddition() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.OPAQUE),
            ChatEvent.opaque(0, "other.thing", "{\"x\":1}"),
            ChatEvent.blockEnded(0),
            ChatEvent.blockStarted(1, 0, BlockKind.OPAQUE),
            ChatEvent.opaque(1, "anthropic.server_tool_use", "{\"type\":\"server_tool_use\"}"),
            ChatEvent.blockEnded(1),
            finish(FinishReason.PAUSED))
        .complete(stream);

    assertThat(answers.events())
        .contains(
            "content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"patchbay-block:other.thing:{\\\"x\\\":1}\"}}",
            "content_block_start {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"server_tool_use\"}}");
    assertThat(answers.exchange().text())
        .contains("\"stop_reason\":\"pause_turn\"")
        .contains("\"patchbay\":{\"opaque\":[{\"type\":\"other.thing\",\"data\":{\"x\":1}}]}}");
  }

  @Test
  void annotations_ownAndForeign_areCitations() {
    String own = "{\"type\":\"char_location\",\"cited_text\":\"x\"}";
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "x"),
            ChatEvent.annotated(0, Annotation.of(Annotation.Kind.DOCUMENT, null, null, own)),
            ChatEvent.annotated(0, Annotation.of(Annotation.Kind.URL, "http://u", "t", "{}")),
            ChatEvent.annotated(0, Annotation.of(Annotation.Kind.FILE, null, null, "{}")));

    assertThat(answers.events().subList(3, answers.events().size()))
        .containsExactly(
            "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":"
                + own
                + "}}",
            "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"type\":\"web_search_result_location\",\"url\":\"http://u\",\"title\":\"t\",\"cited_text\":\"\",\"encrypted_index\":\"\"}}}");
  }

  @Test
  void refusal_inWords_isTextAndTheReason() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.REFUSAL),
            ChatEvent.delta(0, BlockKind.REFUSAL, "no"),
            ChatEvent.blockEnded(0),
            finish(FinishReason.STOP))
        .complete(stream);

    assertThat(answers.exchange().text())
        .contains("{\"type\":\"text_delta\",\"text\":\"no\"}", "\"stop_reason\":\"refusal\"");
  }

  @Test
  void end_byAnErrorOfTheService_tellsItAndMetadata() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.choiceFinished(0, FinishReason.ERROR, "MALFORMED").withMessage("bad call"),
            ChatEvent.metadata("{\n\"t\":1}"))
        .complete(stream);

    assertThat(answers.exchange().text())
        .contains(
            "\"delta\":{\"stop_reason\":\"error\",\"stop_sequence\":null}",
            "\"patchbay\":{\"message\":\"bad call\",\"raw_finish_reason\":\"MALFORMED\",\"metadata\":{ \"t\":1}}}");
  }

  @Test
  void heartbeat_beforeContent_isAPingAndTheWayIsToldLater() {
    answers.beginLate(stream).say(stream, ChatEvent.blockStarted(0, 0, BlockKind.TEXT));
    stream.heartbeat(Duration.ofSeconds(15), MessageStream.Phase.GENERATING);

    assertThat(answers.names())
        .containsExactly("ping", "message_start", "content_block_start", "ping");
    assertThat(answers.exchange().head()).doesNotContain("x-patchbay-endpoint");
    assertThat(answers.events().get(1))
        .endsWith(",\"patchbay\":{\"endpoint\":\"e0\",\"attempts\":1,\"model\":\"m\"}}");
  }

  @Test
  void failed_afterContent_isAnErrorAndNoStop() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "x"))
        .fail(stream);

    assertThat(answers.names()).doesNotContain("message_stop", "content_block_stop");
    assertThat(answers.events().getLast())
        .isEqualTo(
            "error {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"the answer broke off: cut\",\"metadata\":{\"reason\":\"STREAM_INTERRUPTED\"}},\"request_id\":\"req_1\"}");
  }

  @Test
  void frames_ofAServiceOfTheDialect_passUnchanged() {
    String start = "{\"type\":\"message_start\", \"message\":{\"new\":1.50}}";
    answers
        .begin(stream, true)
        .say(stream, ChatEvent.blockStarted(0, 0, BlockKind.TEXT))
        .frame(stream, start)
        .frame(stream, "{\"type\":\"message_stop\"}")
        .complete(stream);

    assertThat(answers.events())
        .containsExactly("message_start " + start, "message_stop {\"type\":\"message_stop\"}");
  }
}
