package dev.patchbay.server.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.http.Answers;
import dev.patchbay.server.http.openai.OpenAiErrors;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseWholeTest {
  private final Answers answers = new Answers(OpenAiErrors.SHAPE, "gemini");
  private final ResponseWhole whole =
      new ResponseWhole(
          answers.call(), new Echo("m", false, Map.of("temperature", "0.70", "tools", "[{}]")));

  @Test
  void answer_ofEveryKind_isOneResponse() {
    answers
        .begin(whole, false)
        .say(
            whole,
            ChatEvent.blockStarted(0, 0, BlockKind.REASONING),
            ChatEvent.blockEnded(0, "sig"),
            ChatEvent.blockStarted(1, 0, BlockKind.TEXT),
            ChatEvent.delta(1, BlockKind.TEXT, "Hel"),
            ChatEvent.delta(1, BlockKind.TEXT, "lo"),
            ChatEvent.blockEnded(1),
            ChatEvent.toolCallStarted(2, 0, "c1", "add"),
            ChatEvent.delta(2, BlockKind.TOOL_CALL, "{}"),
            ChatEvent.blockEnded(2, "proof"),
            ChatEvent.used(Usage.of(10, 3)),
            ChatEvent.choiceFinished(0, FinishReason.TOOL_CALLS, "tool_calls"))
        .complete(whole);

    assertThat(answers.body().replaceAll("_at\":\\d+", "_at\":0"))
        .isEqualTo(
            "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":0,\"status\":\"completed\",\"model\":\"m-at-e0\",\"completed_at\":0,\"error\":null,\"incomplete_details\":null,\"output\":["
                + "{\"id\":\"rs_1_0\",\"type\":\"reasoning\",\"summary\":[],\"content\":[],\"encrypted_content\":\"patchbay:gemini:sig\"},"
                + "{\"id\":\"msg_1_1\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"Hello\"}]},"
                + "{\"id\":\"fc_1_2\",\"type\":\"function_call\",\"status\":\"completed\",\"arguments\":\"{}\",\"call_id\":\"c1\",\"name\":\"add\"},"
                + "{\"id\":\"rs_1_3\",\"type\":\"reasoning\",\"summary\":[],\"content\":[],\"encrypted_content\":\"patchbay-call:gemini:2:c1proof\"}],"
                + "\"instructions\":null,\"max_output_tokens\":null,\"max_tool_calls\":null,\"metadata\":{},\"parallel_tool_calls\":true,\"prompt_cache_key\":null,\"reasoning\":{\"effort\":null,\"summary\":null},\"safety_identifier\":null,\"temperature\":0.70,\"text\":{\"format\":{\"type\":\"text\"}},\"tool_choice\":\"auto\",\"tools\":[{}],\"top_logprobs\":0,\"top_p\":null,\"truncation\":\"disabled\",\"user\":null,"
                + "\"background\":false,\"previous_response_id\":null,\"store\":false,"
                + "\"usage\":{\"input_tokens\":10,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":3,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":13}}");
  }

  @Test
  void filter_hit_isIncomplete() {
    answers
        .begin(whole, false)
        .say(whole, ChatEvent.choiceFinished(0, FinishReason.CONTENT_FILTER, ""))
        .complete(whole);

    assertThat(answers.body())
        .contains(
            "\"status\":\"incomplete\"", "\"incomplete_details\":{\"reason\":\"content_filter\"}");
  }

  @Test
  void error_ofTheService_isFailedAndKeepsWhatCame() {
    answers
        .begin(whole, false)
        .say(
            whole,
            ChatEvent.blockStarted(0, 0, BlockKind.TEXT),
            ChatEvent.delta(0, BlockKind.TEXT, "Hel"),
            ChatEvent.blockEnded(0),
            ChatEvent.choiceFinished(0, FinishReason.ERROR, "MALFORMED_FUNCTION_CALL"),
            ChatEvent.metadata("{\"t\":1}"))
        .complete(whole);

    assertThat(answers.body())
        .contains(
            "\"status\":\"failed\"",
            "\"error\":{\"code\":\"server_error\",\"message\":\"the provider ended the answer with an error of its own\"},\"incomplete_details\":null",
            "\"text\":\"Hel\"",
            "\"patchbay\":{\"raw_finish_reason\":\"MALFORMED_FUNCTION_CALL\",\"metadata\":{\"t\":1}}");
  }

  @Test
  void frame_ofAServiceOfTheDialect_isTheAnswer() {
    answers.begin(whole, true).frame(whole, "{\"id\":\"resp_x\", \"n\":1.50}").complete(whole);

    assertThat(answers.body()).isEqualTo("{\"id\":\"resp_x\", \"n\":1.50}");
  }
}
