package dev.patchbay.plugin.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.CallerBody;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a neutral call becomes in Responses. */
final class ResponsesRequestTest {
  private static ChatCall.Builder call(Message... messages) {
    return ChatCall.builder("gpt-4.1", List.of(messages));
  }

  private static ChatCall.Builder hi() {
    return call(Message.of(Message.USER, "Hi"));
  }

  private static Exchange<ChatEvent> sent(ChatCall.Builder call) {
    return (Exchange<ChatEvent>) Wire.provider(null, Map.of("api", "responses")).chat(call.build());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static Marks minted(String provider, String signature) {
    return new Marks(signature, provider, null, Extra.NONE);
  }

  @Test
  void messages_turnWithThinkingAndCalls_isItemsInOrder() {
    Message turn =
        Message.of(
            Message.ASSISTANT,
            List.of(
                new Part.Reasoning("I think", null, minted("openai", "sealed")),
                Part.Text.of("Let me look."),
                new Part.ToolCall("call_1", "look", "{}", Marks.NONE)));
    Message result =
        Message.of(
            Message.TOOL,
            List.of(
                new Part.ToolResult(
                    "call_1", null, List.of(Part.Text.of("seen")), false, Marks.NONE)));
    Exchange<ChatEvent> exchange =
        sent(
            call(
                Message.of(Message.SYSTEM, "Be brief."),
                Message.of(Message.USER, "Hi"),
                turn,
                result));
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange).path("instructions").asString()).isEqualTo("Be brief.");
    assertThat(Requests.json(exchange).path("input"))
        .isEqualTo(
            json(
                """
                [{'role':'user','content':'Hi'},
                 {'type':'reasoning','summary':[{'type':'summary_text','text':'I think'}],
                  'encrypted_content':'sealed'},
                 {'role':'assistant','content':'Let me look.'},
                 {'type':'function_call','call_id':'call_1','name':'look','arguments':'{}'},
                 {'type':'function_call_output','call_id':'call_1','output':'seen'}]\
                """));
  }

  @Test
  void messages_thinkingOfAnother_isDroppedByName() {
    Message turn =
        Message.of(
            Message.ASSISTANT,
            List.of(new Part.Reasoning("x", null, minted("anthropic", "s")), Part.Text.of("y")));
    Exchange<ChatEvent> exchange = sent(call(Message.of(Message.USER, "Hi"), turn));
    assertThat(exchange.dropped()).containsExactly("messages[1].parts[0]");
    assertThat(Requests.body(exchange)).doesNotContain("reasoning\"");
  }

  @Test
  void messages_media_arePicturesAndFiles() {
    ByteBuffer data = ByteBuffer.wrap("pdf".getBytes(UTF_8)).asReadOnlyBuffer();
    Message message =
        Message.of(
            Message.USER,
            List.of(
                new Part.Media("image/png", data, null, null, null, "low", Marks.NONE),
                new Part.Media("application/pdf", data, null, null, "a.pdf", null, Marks.NONE),
                new Part.Media("", null, null, "file-1", null, null, Marks.NONE)));
    assertThat(Requests.json(sent(call(message))).path("input").path(0).path("content"))
        .isEqualTo(
            json(
                """
                [{'type':'input_image','image_url':'data:image/png;base64,cGRm','detail':'low'},
                 {'type':'input_file','file_data':'data:application/pdf;base64,cGRm',
                  'filename':'a.pdf'},
                 {'type':'input_file','file_id':'file-1'}]\
                """));
  }

  @Test
  void messages_sound_isRefused() {
    Part sound =
        new Part.Media("audio/wav", null, "https://a.example/x", null, null, null, Marks.NONE);
    assertThatThrownBy(() -> sent(call(Message.of(Message.USER, List.of(sound)))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageStartingWith("messages[0].parts[0]");
  }

  @Test
  void tools_functionsAndHosted_areFlat() {
    List<Tool> tools =
        List.of(
            new Tool.Function("f", "does", "{\"type\":\"object\"}", null, Extra.NONE),
            new Tool.Hosted(
                "openai-responses.web_search", "web_search", "{\"search_context_size\":\"low\"}"));
    ToolChoice choice = new ToolChoice(ToolChoice.AUTO, List.of("f", "g"), false);
    JsonNode request = Requests.json(sent(hi().tools(tools).toolChoice(choice)));
    assertThat(request.path("tools"))
        .isEqualTo(
            json(
                """
                [{'type':'function','name':'f','description':'does','parameters':{'type':'object'},
                  'strict':false},
                 {'type':'web_search','search_context_size':'low'}]\
                """));
    assertThat(request.path("tool_choice"))
        .isEqualTo(
            json(
                """
                {'type':'allowed_tools','mode':'auto','tools':[{'type':'function','name':'f'},
                 {'type':'function','name':'g'}]}\
                """));
    assertThat(request.path("parallel_tool_calls").asBoolean(true)).isFalse();
  }

  @Test
  void call_thinkingModel_isAskedToSealAndNotToSample() {
    Sampling sampling = Sampling.builder().temperature(0.5).topP(0.9).topLogprobs(2).build();
    Exchange<ChatEvent> exchange =
        sent(
            hi().model("gpt-5-mini")
                .sampling(sampling)
                .output(new Output(List.of(), "low", null, null))
                .thinking(new Thinking("low", null, true)));
    assertThat(exchange.dropped())
        .containsExactly("sampling.temperature", "sampling.top_p", "sampling.top_logprobs");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            json(
                """
                {'model':'gpt-5-mini','input':[{'role':'user','content':'Hi'}],
                 'text':{'verbosity':'low'},'reasoning':{'effort':'low','summary':'auto'},
                 'store':false,'include':['reasoning.encrypted_content']}\
                """));
  }

  @Test
  void call_toldNotToThink_isSampled() {
    Exchange<ChatEvent> exchange =
        sent(
            hi().model("gpt-5.2")
                .sampling(Sampling.builder().temperature(0.5).build())
                .thinking(new Thinking("none", null, null)));
    assertThat(exchange.dropped()).isEmpty();
    assertThat(Requests.json(exchange).path("temperature").asDouble()).isEqualTo(0.5);
  }

  @Test
  void call_storeSaid_isSaid() {
    JsonNode request = Requests.json(sent(hi().model("o3").store(true)));
    assertThat(request.path("store").asBoolean()).isTrue();
    assertThat(request.has("include")).isFalse();
  }

  @Test
  void call_logprobs_areIncluded() {
    Sampling sampling = Sampling.builder().topLogprobs(3).build();
    JsonNode request = Requests.json(sent(hi().sampling(sampling)));
    assertThat(request.path("top_logprobs").asInt()).isEqualTo(3);
    assertThat(request.path("include")).isEqualTo(json("['message.output_text.logprobs']"));
  }

  /** The door takes its mark off OpenAI's thinking alone: any other is in the caller's bytes. */
  @Test
  void splice_thinkingOfAnother_isNotPassedOn() {
    String body =
        """
        {"model":"m","input":[{"role":"user","content":"Hi"},{"type":"reasoning","summary":[],\
        "encrypted_content":"patchbay:xai:s"},{"role":"user","content":"On"}],"x":1}\
        """;
    Message thought =
        Message.of(Message.ASSISTANT, List.of(new Part.Reasoning("", null, minted("xai", "s"))));
    ChatCall.Builder call =
        call(Message.of(Message.USER, "Hi"), thought, Message.of(Message.USER, "On"))
            .origin(new Origin(Origin.OPENAI_RESPONSES, Extra.of("\"x\":1"), CallerBody.of(body)));
    Exchange<ChatEvent> exchange = sent(call);
    assertThat(exchange.dropped()).containsExactly("messages[1].parts[0]");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            json(
                """
                {'model':'gpt-4.1','x':1,'input':[{'role':'user','content':'Hi'},
                 {'role':'user','content':'On'}],'store':false}\
                """));
  }

  /** Its id would be looked for among what OpenAI has stored. */
  @Test
  void splice_unsealedThinking_isNotPassedOn() {
    String body =
        "{\"model\":\"m\",\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
            + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"hm\"}]},{\"role\":\"user\",\"content\":\"On\"}]}";
    Message thought =
        Message.of(Message.ASSISTANT, List.of(new Part.Reasoning("hm", null, Marks.NONE)));
    ChatCall.Builder call =
        call(thought, Message.of(Message.USER, "On"))
            .origin(new Origin(Origin.OPENAI_RESPONSES, Extra.NONE, CallerBody.of(body)));
    Exchange<ChatEvent> exchange = sent(call);
    assertThat(exchange.dropped()).containsExactly("messages[0].parts[0]");
    assertThat(Requests.json(exchange).path("input"))
        .isEqualTo(json("[{'role':'user','content':'On'}]"));
  }

  @Test
  void chat_thinkingModel_isNotSampledEither() {
    Sampling sampling =
        Sampling.builder().temperature(0.5).presencePenalty(1.0).stop(List.of("x")).build();
    ChatCall call = hi().model("o4-mini").sampling(sampling).build();
    Exchange<ChatEvent> exchange = (Exchange<ChatEvent>) Wire.provider(null, Map.of()).chat(call);
    assertThat(exchange.dropped())
        .containsExactly("sampling.temperature", "sampling.presence_penalty", "sampling.stop");
    Exchange<ChatEvent> elsewhere =
        (Exchange<ChatEvent>) Wire.provider("https://host.example/v1", Map.of()).chat(call);
    assertThat(elsewhere.dropped()).isEmpty();
  }
}
