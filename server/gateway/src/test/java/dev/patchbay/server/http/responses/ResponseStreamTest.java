package dev.patchbay.server.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.http.Answers;
import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.spi.Usage;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence_number\":(\\d+)\\}$");

  private final Answers answers = new Answers(OpenAiErrors.SHAPE, "openai");
  private final ResponseStream stream = stream(false);

  private ResponseStream stream(boolean summary) {
    return new ResponseStream(answers.call(), new Echo("m", summary, Map.of()));
  }

  private static ChatEvent.ChoiceFinished finish(FinishReason reason) {
    return ChatEvent.choiceFinished(0, reason, "");
  }

  private List<Integer> numbers() {
    return answers.events().stream()
        .map(SEQUENCE::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
  }

  /** Events without the ones that hold the whole response. */
  private List<String> told() {
    return answers.events().stream().filter(event -> !event.contains("\"response\":{")).toList();
  }

  @Test
  void text_whole_isToldFromTheItemToTheLetterAndBack() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "H\"é"),
            ChatEvent.delta(0, BlockKind.TEXT, ""),
            ChatEvent.blockEnded(0),
            ChatEvent.used(Usage.of(30, 7).withCacheRead(10).withReasoning(3)),
            finish(FinishReason.STOP))
        .complete(stream);

    String item = "{\"id\":\"msg_1_0\",\"type\":\"message\",\"status\":";
    String part = "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":";
    assertThat(answers.names())
        .startsWith("response.created", "response.in_progress")
        .endsWith("response.completed");
    assertThat(told())
        .containsExactly(
            "response.output_item.added {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":"
                + item
                + "\"in_progress\",\"role\":\"assistant\",\"content\":[]},\"sequence_number\":2}",
            "response.content_part.added {\"type\":\"response.content_part.added\",\"output_index\":0,\"item_id\":\"msg_1_0\",\"content_index\":0,\"part\":"
                + part
                + "\"\"},\"sequence_number\":3}",
            "response.output_text.delta {\"type\":\"response.output_text.delta\",\"output_index\":0,\"item_id\":\"msg_1_0\",\"content_index\":0,\"delta\":\"H\\\"é\",\"logprobs\":[],\"sequence_number\":4}",
            "response.output_text.done {\"type\":\"response.output_text.done\",\"output_index\":0,\"item_id\":\"msg_1_0\",\"content_index\":0,\"text\":\"H\\\"é\",\"logprobs\":[],\"sequence_number\":5}",
            "response.content_part.done {\"type\":\"response.content_part.done\",\"output_index\":0,\"item_id\":\"msg_1_0\",\"content_index\":0,\"part\":"
                + part
                + "\"H\\\"é\"},\"sequence_number\":6}",
            "response.output_item.done {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
                + item
                + "\"completed\",\"role\":\"assistant\",\"content\":["
                + part
                + "\"H\\\"é\"}]},\"sequence_number\":7}");
    assertThat(numbers()).isEqualTo(IntStream.range(0, answers.events().size()).boxed().toList());
    assertThat(answers.events().getLast())
        .contains(
            "\"status\":\"completed\"",
            "\"store\":false",
            "\"usage\":{\"input_tokens\":30,\"input_tokens_details\":{\"cached_tokens\":10},\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":3},\"total_tokens\":37}");
    assertThat(answers.exchange().isEnded()).isTrue();
  }

  @Test
  void toolCalls_interleaved_areToldUnderTheirIndexes() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.toolCallStarted(0, 0, "c1", "add"),
            ChatEvent.delta(0, BlockKind.TOOL_CALL, "{\"a\""),
            ChatEvent.toolCallStarted(1, 0, "c2", "mul"),
            ChatEvent.delta(1, BlockKind.TOOL_CALL, "{}"),
            ChatEvent.delta(0, BlockKind.TOOL_CALL, ":1}"),
            ChatEvent.blockEnded(0),
            ChatEvent.blockEnded(1),
            finish(FinishReason.TOOL_CALLS))
        .complete(stream);

    String call =
        "{\"id\":\"fc_1_0\",\"type\":\"function_call\",\"status\":\"%s\",\"arguments\":\"%s\",\"call_id\":\"c1\",\"name\":\"add\"}";
    assertThat(told())
        .contains(
            "response.output_item.added {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":"
                + call.formatted("in_progress", "")
                + ",\"sequence_number\":2}",
            "response.function_call_arguments.delta {\"type\":\"response.function_call_arguments.delta\",\"output_index\":0,\"item_id\":\"fc_1_0\",\"delta\":\":1}\",\"sequence_number\":6}",
            "response.function_call_arguments.done {\"type\":\"response.function_call_arguments.done\",\"output_index\":0,\"item_id\":\"fc_1_0\",\"arguments\":\"{\\\"a\\\":1}\",\"sequence_number\":7}",
            "response.output_item.done {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
                + call.formatted("completed", "{\\\"a\\\":1}")
                + ",\"sequence_number\":8}");
    assertThat(answers.names().stream().filter("response.output_item.done"::equals)).hasSize(2);
    assertThat(answers.events().getLast()).contains("\"status\":\"completed\"");
  }

  @Test
  void thinking_unasked_isItsOwnTextAndSealed() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
            ChatEvent.delta(0, BlockKind.REASONING, "hm"),
            ChatEvent.blockEnded(0, "seal"),
            finish(FinishReason.STOP));

    assertThat(answers.names())
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.reasoning_text.delta",
            "response.reasoning_text.done",
            "response.content_part.done",
            "response.output_item.done");
    assertThat(told().getLast())
        .contains(
            "{\"id\":\"rs_1_0\",\"type\":\"reasoning\",\"summary\":[],\"content\":[{\"type\":\"reasoning_text\",\"text\":\"hm\"}],\"encrypted_content\":\"seal\"}");
  }

  @Test
  void thinking_askedInSummary_isASummary() {
    ResponseStream summing = stream(true);
    answers
        .begin(summing, false)
        .say(
            summing,
            ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
            ChatEvent.delta(0, BlockKind.REASONING, "hm"),
            ChatEvent.blockEnded(0),
            finish(FinishReason.STOP));

    assertThat(answers.names())
        .containsSequence(
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done");
    assertThat(told())
        .contains(
            "response.reasoning_summary_text.delta {\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"item_id\":\"rs_1_0\",\"summary_index\":0,\"delta\":\"hm\",\"sequence_number\":4}");
  }

  @Test
  void text_inSeveralBlocks_isOneMessageUntilSomethingElseComes() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "a"),
            ChatEvent.blockEnded(0),
            ChatEvent.blockStarted(1, 0, BlockKind.REFUSAL),
            ChatEvent.delta(1, BlockKind.REFUSAL, "no"),
            ChatEvent.blockEnded(1),
            ChatEvent.toolCallStarted(2, 0, "c", "f"),
            ChatEvent.blockEnded(2),
            ChatEvent.blockStarted(3, 0, BlockKind.TEXT),
            ChatEvent.blockEnded(3),
            finish(FinishReason.STOP))
        .complete(stream);

    assertThat(answers.events().getLast())
        .contains(
            "\"output\":[{\"id\":\"msg_1_0\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"a\"},{\"type\":\"refusal\",\"refusal\":\"no\"}]},{\"id\":\"fc_1_1\",",
            "{\"id\":\"msg_1_2\",");
    assertThat(answers.names())
        .containsSubsequence(
            "response.refusal.delta", "response.refusal.done", "response.output_item.done");
  }

  @Test
  void annotationsAndLogprobs_areToldWithTheText() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(
                0, BlockKind.TEXT, "a", List.of(TokenLogprob.of("a", -0.5, null, List.of()))),
            ChatEvent.annotated(0, Annotation.of(Annotation.Kind.URL, "u", "t", "{}").span(0, 1)));

    String logprobs =
        "\"logprobs\":[{\"token\":\"a\",\"logprob\":-0.5,\"bytes\":null,\"top_logprobs\":[]}]";
    assertThat(told().get(2)).contains("\"delta\":\"a\"," + logprobs);
    assertThat(told().get(3))
        .isEqualTo(
            "response.output_text.annotation.added {\"type\":\"response.output_text.annotation.added\",\"output_index\":0,\"item_id\":\"msg_1_0\",\"content_index\":0,\"annotation_index\":0,\"annotation\":{\"type\":\"url_citation\",\"start_index\":0,\"end_index\":1,\"url\":\"u\",\"title\":\"t\"},\"sequence_number\":5}");
  }

  @Test
  void length_reached_isIncomplete() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "a"),
            ChatEvent.blockEnded(0),
            finish(FinishReason.LENGTH))
        .complete(stream);

    assertThat(answers.names())
        .endsWith("response.incomplete")
        .doesNotContain("response.completed");
    assertThat(answers.events().getLast())
        .contains(
            "\"status\":\"incomplete\"",
            "\"incomplete_details\":{\"reason\":\"max_output_tokens\"}",
            "\"type\":\"message\",\"status\":\"incomplete\"");
  }

  @Test
  void failed_afterContent_isAnErrorThenFailedAndNeverCompleted() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "a"))
        .fail(stream);

    assertThat(answers.names()).endsWith("response.output_text.delta", "error", "response.failed");
    assertThat(told().getLast())
        .isEqualTo(
            "error {\"type\":\"error\",\"code\":\"stream_interrupted\",\"message\":\"the answer broke off: cut\",\"param\":null,\"error\":{\"message\":\"the answer broke off: cut\",\"type\":\"server_error\",\"param\":null,\"code\":\"stream_interrupted\",\"metadata\":{\"reason\":\"STREAM_INTERRUPTED\",\"request_id\":\"req_1\"}},\"sequence_number\":5}");
    assertThat(answers.events().getLast())
        .contains("\"status\":\"failed\"", "\"error\":{\"code\":\"stream_interrupted\"");
    assertThat(numbers()).isEqualTo(IntStream.range(0, answers.events().size()).boxed().toList());
  }

  @Test
  void heartbeat_beforeContent_isACommentAndTheWayIsToldLater() {
    answers.beginLate(stream);

    assertThat(answers.events().getFirst()).isEqualTo(": still here");
    assertThat(answers.events().get(1))
        .endsWith(
            ",\"patchbay\":{\"endpoint\":\"e0\",\"attempts\":1,\"model\":\"m\"},\"sequence_number\":0}");
  }

  @Test
  void opaque_ofAnyProvider_standsBesideTheItems() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.blockStarted(0, 0, BlockKind.OPAQUE),
            ChatEvent.opaque(0, "x.y", "{\"n\":1.50}"),
            ChatEvent.blockEnded(0),
            finish(FinishReason.STOP))
        .complete(stream);

    assertThat(answers.events().getLast())
        .contains(
            "\"encrypted_content\":\"patchbay-block:x.y:{\\\"n\\\":1.50}\"",
            "\"patchbay\":{\"opaque\":[{\"type\":\"x.y\",\"data\":{\"n\":1.50}}]}");
  }

  @Test
  void end_inAnErrorOfTheService_isAFailedResponse() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.choiceFinished(0, FinishReason.ERROR, "x").withMessage("malformed call"))
        .complete(stream);

    assertThat(answers.names()).last().isEqualTo("response.failed");
    assertThat(answers.events().getLast()).contains("\"message\":\"malformed call\"");
  }

  @Test
  void end_tellsTokensByKindAndStopText() {
    answers
        .begin(stream, false)
        .say(
            stream,
            ChatEvent.used(
                Usage.of(9, 5).withModalities(List.of(new Usage.ModalityTokens("audio", 4, 0)))),
            finish(FinishReason.STOP).withStopSequence("END"))
        .complete(stream);

    assertThat(answers.events().getLast())
        .contains(
            "\"input_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":4}",
            "\"output_tokens_details\":{\"reasoning_tokens\":0}",
            "\"patchbay\":{\"stop_sequence\":\"END\"}");
  }

  @Test
  void frames_ofAServiceOfTheDialect_passUnchangedAndAreCountedOn() {
    String created = "{\"type\":\"response.created\", \"sequence_number\":0, \"n\":1.50}";
    answers
        .begin(stream, true)
        .say(stream, ChatEvent.blockStarted(0, 0, BlockKind.TEXT))
        .frame(stream, created)
        .fail(stream);

    assertThat(answers.events().getFirst()).isEqualTo("response.created " + created);
    assertThat(answers.names()).containsExactly("response.created", "error", "response.failed");
    assertThat(numbers()).containsExactly(1, 2);
  }

  @Test
  void frames_completed_endWithTheServicesOwnEnd() {
    answers.begin(stream, true).frame(stream, "{\"type\":\"response.completed\"}").complete(stream);

    assertThat(answers.events())
        .containsExactly("response.completed {\"type\":\"response.completed\"}");
  }
}
