package dev.patchbay.server.http.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.http.Answers;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageWholeTest {
  private final Answers answers = new Answers(AnthropicErrors.SHAPE, "anthropic");
  private final MessageWhole whole = new MessageWhole(answers.call());

  @Test
  void answer_ofEveryKind_isOneMessage() {
    answers
        .begin(whole, false)
        .say(
            whole,
            ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
            ChatEvent.delta(0, BlockKind.REASONING, "hm"),
            ChatEvent.blockEnded(0, "sig"),
            ChatEvent.blockStarted(1, 0, BlockKind.TEXT),
            ChatEvent.delta(1, BlockKind.TEXT, "Hel"),
            ChatEvent.delta(1, BlockKind.TEXT, "lo"),
            ChatEvent.annotated(1, Annotation.of(Annotation.Kind.URL, "u", null, "{}")),
            ChatEvent.blockEnded(1),
            ChatEvent.blockStarted(2, 0, BlockKind.TEXT),
            ChatEvent.blockEnded(2),
            ChatEvent.toolCallStarted(3, 0, "c1", "add"),
            ChatEvent.delta(3, BlockKind.TOOL_CALL, "{\"a\": 1.0}"),
            ChatEvent.blockEnded(3),
            ChatEvent.blockStarted(4, 0, BlockKind.OPAQUE),
            ChatEvent.opaque(4, "anthropic.redacted_thinking", "{\"type\":\"redacted_thinking\"}"),
            ChatEvent.blockEnded(4),
            ChatEvent.used(Usage.of(10, 3).withCacheRead(4)),
            ChatEvent.choiceFinished(0, FinishReason.TOOL_CALLS, "tool_use"))
        .complete(whole);

    assertThat(answers.body())
        .isEqualTo(
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m-at-e0\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig\"},"
                + "{\"type\":\"text\",\"text\":\"Hello\",\"citations\":[{\"type\":\"web_search_result_location\",\"url\":\"u\",\"title\":null,\"cited_text\":\"\",\"encrypted_index\":\"\"}]},"
                + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"add\",\"input\":{\"a\": 1.0}},"
                + "{\"type\":\"redacted_thinking\"}],"
                + "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":6,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":4,\"output_tokens\":3}}");
    assertThat(answers.exchange().reply().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | {}",
        "'{\"a\":1}' | {\"a\":1}",
        "'{\"a\":' | {\"INVALID_JSON\":\"{\\\"a\\\":\"}",
        "'[1]' | {\"INVALID_JSON\":\"[1]\"}"
      })
  void arguments_whatever_areAnObject(String arguments, String input) {
    answers
        .begin(whole, false)
        .say(
            whole,
            ChatEvent.toolCallStarted(0, 0, "c1", "add"),
            ChatEvent.delta(0, BlockKind.TOOL_CALL, arguments),
            ChatEvent.blockEnded(0),
            ChatEvent.choiceFinished(0, FinishReason.TOOL_CALLS, ""))
        .complete(whole);

    assertThat(answers.body()).contains("\"input\":" + input + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, stop, end_turn",
    "STOP, stop_sequence, stop_sequence",
    "LENGTH, length, max_tokens",
    "CONTEXT_WINDOW, x, model_context_window_exceeded",
    "TOOL_CALLS, x, tool_use",
    "CONTENT_FILTER, x, refusal",
    "REFUSAL, x, refusal",
    "PAUSED, x, pause_turn",
    "ERROR, MALFORMED_FUNCTION_CALL, error",
    "OTHER, new_word, new_word",
    "OTHER, '', end_turn"
  })
  void finish_ofEachKind_isAnthropicsWord(FinishReason reason, String raw, String word) {
    answers
        .begin(whole, false)
        .say(whole, ChatEvent.choiceFinished(0, reason, raw))
        .complete(whole);

    assertThat(answers.body()).contains("\"stop_reason\":\"" + word + "\"");
  }

  @Test
  void end_atAStopText_namesIt() {
    answers
        .begin(whole, false)
        .say(whole, ChatEvent.choiceFinished(0, FinishReason.STOP, "stop").withStopSequence("END"))
        .complete(whole);

    assertThat(answers.body())
        .contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"");
  }

  @Test
  void end_byAFilter_tellsWhatItSaid() {
    answers
        .begin(whole, false)
        .say(
            whole,
            ChatEvent.choiceFinished(0, FinishReason.CONTENT_FILTER, "SAFETY")
                .withMessage("blocked")
                .withSafety(List.of(SafetyRating.of("hate", "high", true, "output"))),
            ChatEvent.metadata("{\"tier\":\"flex\"}"))
        .complete(whole);

    assertThat(answers.body())
        .contains(
            "\"stop_reason\":\"refusal\",\"stop_sequence\":null,"
                + "\"stop_details\":{\"type\":\"refusal\",\"category\":null,\"explanation\":\"blocked\"}")
        .endsWith(
            ",\"patchbay\":{\"raw_finish_reason\":\"SAFETY\","
                + "\"safety\":[{\"category\":\"hate\",\"level\":\"high\",\"blocked\":true,\"subject\":\"output\"}],"
                + "\"metadata\":{\"tier\":\"flex\"}}}");
  }

  @Test
  void frame_ofAServiceOfTheDialect_isTheAnswer() {
    answers.begin(whole, true).frame(whole, "{\"id\":\"msg_x\", \"n\":1.50}").complete(whole);

    assertThat(answers.body()).isEqualTo("{\"id\":\"msg_x\", \"n\":1.50}");
  }
}
