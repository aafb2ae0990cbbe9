package dev.patchbay.plugin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.plugin.local.llama.TokenChoice;
import dev.patchbay.plugin.local.llama.Turn;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslationTest {
  private static final List<Message> HELLO = List.of(Message.of(Message.USER, "Hello"));

  @Test
  void of_rolesAndParts_becomeTurns() {
    var messages =
        List.of(
            Message.of(Message.DEVELOPER, "Be brief."),
            Message.of(Message.USER, List.of(Part.Text.of("Hel"), Part.Text.of("lo"))),
            Message.of(Message.ASSISTANT, List.of(new Part.Refusal("No.", Marks.NONE))),
            Message.of(Message.SYSTEM, "Go on."));

    assertThat(translate(ChatCall.builder("m", messages)).request().turns())
        .containsExactly(
            new Turn("system", "Be brief."),
            new Turn("user", "Hello"),
            new Turn("assistant", "No."),
            new Turn("system", "Go on."));
  }

  @Test
  void of_noSampling_isGreedyToTheEnd() {
    Request request = translate(hello()).request();

    assertThat(request.choice()).isEqualTo(TokenChoice.GREEDY);
    assertThat(request.maxOutput()).isEqualTo(Integer.MAX_VALUE);
    assertThat(request.stop()).isEmpty();
  }

  @Test
  void of_sampling_isTaken() {
    var sampling =
        Sampling.builder()
            .temperature(0.7)
            .topK(40)
            .topP(0.9)
            .seed(5L)
            .maxOutput(12)
            .stop(List.of("END"))
            .build();

    Translation translation = translate(hello().sampling(sampling));

    assertThat(translation.request().choice()).isEqualTo(new TokenChoice(0.7, 40, 0.9, 5L));
    assertThat(translation.request().maxOutput()).isEqualTo(12);
    assertThat(translation.request().stop()).containsExactly("END");
    assertThat(translation.dropped()).isEmpty();
  }

  @Test
  void of_samplingThatHasNoUse_isListedAsDropped() {
    var sampling =
        Sampling.builder()
            .minP(0.1)
            .frequencyPenalty(1.0)
            .presencePenalty(1.0)
            .repetitionPenalty(1.1)
            .choices(2)
            .logitBias(Map.of("1", 2.0))
            .topLogprobs(0)
            .build();

    assertThat(translate(hello().sampling(sampling)).dropped())
        .containsExactly(
            "sampling.min_p",
            "sampling.frequency_penalty",
            "sampling.presence_penalty",
            "sampling.repetition_penalty",
            "sampling.choices",
            "sampling.logit_bias",
            "sampling.top_logprobs");
  }

  @Test
  void of_optionsThatHaveNoUse_areListedAsDropped() {
    var call =
        hello()
            .thinking(new Thinking("low", null, null))
            .output(new Output(List.of("text"), "low", "v", "audio/wav"))
            .endUser("u")
            .serviceTier("flex")
            .store(true)
            .options(Extra.of("\"a\":1"));

    assertThat(translate(call).dropped())
        .containsExactly(
            "output.verbosity",
            "output.audio_voice",
            "output.audio_mime_type",
            "reasoning",
            "options.end_user_id",
            "options.service_tier",
            "options.store",
            "provider_options_json");
  }

  @Test
  void of_whatIsSoAnyway_isNotDropped() {
    var call =
        hello()
            .sampling(Sampling.builder().choices(1).build())
            .store(false)
            .format(new ResponseFormat.Text())
            .toolChoice(new ToolChoice(ToolChoice.AUTO, List.of(), null));

    assertThat(translate(call).dropped()).isEmpty();
  }

  @Test
  void of_thinkingOfAnEarlierAnswer_isDropped() {
    List<Part> parts = List.of(new Part.Reasoning("hm", null, Marks.NONE), Part.Text.of("Yes."));
    var messages = List.of(HELLO.getFirst(), Message.of(Message.ASSISTANT, parts));

    Translation translation = translate(ChatCall.builder("m", messages));

    assertThat(translation.request().turns().getLast().text()).isEqualTo("Yes.");
    assertThat(translation.dropped()).containsExactly("messages[1].parts[0]");
  }

  @Test
  void of_tools_isUnsupported() {
    var tool = new Tool.Function("f", null, "{}", null, Extra.NONE);

    refused(hello().tools(List.of(tool)), "tools");
    refused(hello().toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of(), null)), "tools");
  }

  @Test
  void of_setFormat_isUnsupported() {
    refused(hello().format(new ResponseFormat.JsonObject()), "plain text");
    refused(
        hello().format(new ResponseFormat.JsonSchema("n", null, "{}", true, Extra.NONE)),
        "plain text");
    refused(hello().output(new Output(List.of("audio"), null, null, null)), "audio");
  }

  @Test
  void of_partsThatAreNoText_areUnsupported() {
    refused(parts(new Part.ToolCall("i", "n", "{}", Marks.NONE)), "messages[0].parts[0]");
    refused(parts(new Part.Opaque("x.y", "{}", Marks.NONE)), "Opaque");
    refused(
        parts(new Part.Media("image/png", null, "http://h/", null, null, null, Marks.NONE)),
        "Media");
    refused(parts(new LaterPart(Marks.NONE)), "LaterPart");
  }

  @Test
  void of_unknownRole_isUnsupported() {
    refused(ChatCall.builder("m", List.of(Message.of(Message.TOOL, "x"))), "role tool");
  }

  @Test
  void of_nulCharacter_isUnsupported() {
    refused(ChatCall.builder("m", List.of(Message.of(Message.USER, "a\0b"))), "NUL");
  }

  @Test
  void of_impossibleLimits_areInvalid() {
    refused(hello().sampling(Sampling.builder().maxOutput(0).build()), ErrorKind.INVALID, "is 0");
    refused(
        hello().sampling(Sampling.builder().stop(List.of("")).build()), ErrorKind.INVALID, "stop");
    refused(ChatCall.builder("m", List.of()), ErrorKind.INVALID, "messages is empty");
  }

  private record LaterPart(Marks marks) implements Part {}

  private static ChatCall.Builder hello() {
    return ChatCall.builder("m", HELLO);
  }

  private static ChatCall.Builder parts(Part part) {
    return ChatCall.builder("m", List.of(Message.of(Message.USER, List.of(part))));
  }

  private static Translation translate(ChatCall.Builder call) {
    return Translation.of(call.build());
  }

  private static void refused(ChatCall.Builder call, String words) {
    refused(call, ErrorKind.UNSUPPORTED, words);
  }

  private static void refused(ChatCall.Builder call, ErrorKind kind, String words) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> translate(call))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.error().kind()).isEqualTo(kind));
  }
}
