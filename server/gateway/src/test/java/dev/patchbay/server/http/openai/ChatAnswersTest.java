package dev.patchbay.server.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.http.Answers;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.SafetyRating;
import dev.patchbay.spi.Usage;
import dev.patchbay.spi.Usage.ModalityTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAI's members have no place for, in whole answers and in streams. */
class ChatAnswersTest {
  private static final ChatEvent[] BLOCKED = {
    ChatEvent.choiceFinished(0, FinishReason.CONTENT_FILTER, "SAFETY")
        .withMessage("blocked")
        .withSafety(
            List.of(SafetyRating.of("hate", "high", true, SafetyRating.INPUT).withScore(0.5))),
    ChatEvent.metadata("{\"tier\":\"flex\"}")
  };

  private static final String ASIDES =
      "\"finish_reason\":\"content_filter\",\"patchbay\":{\"message\":\"blocked\","
          + "\"raw_finish_reason\":\"SAFETY\","
          + "\"safety\":[{\"category\":\"hate\",\"level\":\"high\",\"score\":0.5,\"blocked\":true,\"subject\":\"input\"}]}}]";

  private final Answers answers = new Answers(OpenAiErrors.SHAPE, "gemini");

  @Test
  void whole_filtered_tellsWhatTheFilterSaid() {
    var whole = new ChatWhole(answers.call());
    answers.begin(whole, false).say(whole, BLOCKED).complete(whole);

    assertThat(answers.body())
        .contains(ASIDES)
        .endsWith(",\"patchbay\":{\"metadata\":{\"tier\":\"flex\"}}}");
  }

  @Test
  void stream_filtered_tellsWhatTheFilterSaid() {
    var stream = new ChatStream(answers.call(), false);
    answers.begin(stream, false).say(stream, BLOCKED).complete(stream);

    List<String> events = answers.events();
    assertThat(events.get(events.size() - 3)).contains(ASIDES);
    assertThat(events.get(events.size() - 2))
        .endsWith("\"choices\":[],\"patchbay\":{\"metadata\":{\"tier\":\"flex\"}}}");
    assertThat(events.getLast()).isEqualTo("data: [DONE]");
  }

  @Test
  void stream_framed_leavesMetadataToTheServicesOwnWords() {
    var stream = new ChatStream(answers.call(), false);
    answers
        .begin(stream, true)
        .say(stream, ChatEvent.blockStarted(0, 0, BlockKind.TEXT))
        .frame(stream, "{\"choices\":[]}")
        .say(stream, BLOCKED)
        .complete(stream);

    assertThat(answers.events()).containsExactly("data: {\"choices\":[]}", "data: [DONE]");
  }

  private static final ChatEvent[] PROVEN = {
    ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
    ChatEvent.delta(0, BlockKind.REASONING, "I "),
    ChatEvent.delta(0, BlockKind.REASONING, "see"),
    ChatEvent.blockEnded(0, "s0"),
    ChatEvent.blockStarted(1, 0, BlockKind.TEXT),
    ChatEvent.delta(1, BlockKind.TEXT, "hi"),
    ChatEvent.blockEnded(1, "s1"),
    ChatEvent.toolCallStarted(2, 0, "call_1", "f"),
    ChatEvent.blockEnded(2, "s2"),
    ChatEvent.blockStarted(3, 0, BlockKind.OPAQUE),
    ChatEvent.opaque(3, "gemini.code", "{\"n\":1}"),
    ChatEvent.blockEnded(3),
    ChatEvent.blockStarted(4, 0, BlockKind.OPAQUE),
    ChatEvent.opaque(4, "gemini.code", "{\"n\":2}"),
    ChatEvent.blockEnded(4),
    ChatEvent.choiceFinished(0, FinishReason.TOOL_CALLS, "STOP")
  };

  private static final String[] PROOFS = {
    "{\"type\":\"reasoning.text\",\"index\":0,\"format\":\"patchbay\",\"text\":\"I see\",\"signature\":\"patchbay:gemini:s0\"}",
    "{\"type\":\"reasoning.encrypted\",\"index\":1,\"format\":\"patchbay\",\"data\":\"patchbay:gemini:s1\"}",
    "{\"type\":\"reasoning.encrypted\",\"index\":2,\"format\":\"patchbay\",\"id\":\"call_1\",\"data\":\"patchbay:gemini:s2\"}"
  };

  @Test
  void whole_proofs_areHandedOutWithTheirMakersName() {
    var whole = new ChatWhole(answers.call());
    answers.begin(whole, false).say(whole, PROVEN).complete(whole);

    assertThat(answers.body())
        .contains(
            "\"reasoning_content\":\"I see\"",
            "\"reasoning_details\":[" + String.join(",", PROOFS) + "]");
  }

  /** OpenAI's own clients join lists of objects by the members' {@code index}, or fail. */
  @Test
  void stream_listsOfADelta_areNumberedThroughTheChoice() {
    var stream = new ChatStream(answers.call(), false);
    answers.begin(stream, false).say(stream, PROVEN).complete(stream);

    for (String proof : PROOFS) {
      assertThat(answers.events())
          .anyMatch(e -> e.contains("\"delta\":{\"reasoning_details\":[" + proof + "]}"));
    }
    assertThat(answers.exchange().text())
        .contains(
            "\"patchbay\":{\"opaque\":[{\"index\":0,\"type\":\"gemini.code\",\"data\":{\"n\":1}}]}",
            "\"patchbay\":{\"opaque\":[{\"index\":1,\"type\":\"gemini.code\",\"data\":{\"n\":2}}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, end_turn, stop",
    "CONTENT_FILTER, SAFETY, content_filter",
    "ERROR, MALFORMED_FUNCTION_CALL, error",
    "OTHER, new_word, new_word",
    "OTHER, '', stop"
  })
  void finish_isAWordThatDoesNotLie(FinishReason reason, String raw, String word) {
    assertThat(Words.finish(ChatEvent.choiceFinished(0, reason, raw))).isEqualTo(word);
  }

  @Test
  void whole_stopTextAndTokensByKind_areTold() {
    var whole = new ChatWhole(answers.call());
    answers
        .begin(whole, false)
        .say(
            whole,
            ChatEvent.used(
                Usage.of(9, 5)
                    .withToolInput(2)
                    .withModalities(
                        List.of(
                            new ModalityTokens("text", 3, 5), new ModalityTokens("audio", 4, 0)))),
            ChatEvent.choiceFinished(0, FinishReason.STOP, "stop").withStopSequence("END"))
        .complete(whole);

    assertThat(answers.body())
        .contains(
            "\"finish_reason\":\"stop\",\"patchbay\":{\"stop_sequence\":\"END\"}}]",
            "\"prompt_tokens_details\":{\"cached_tokens\":0,\"tool_tokens\":2,\"text_tokens\":3,\"audio_tokens\":4}",
            "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"text_tokens\":5}");
  }
}
