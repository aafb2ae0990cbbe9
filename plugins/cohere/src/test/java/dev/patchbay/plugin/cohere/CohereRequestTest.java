package dev.patchbay.plugin.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.plugin.testkit.ChatCompletionsCall;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is sent, against what was recorded, and against Cohere's reference where nothing was. */
final class CohereRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static Provider provider(Map<String, Object> settings) {
    return new CohereFactory()
        .create(
            new EndpointConfig("e", null, Secret.of("key"), null, Settings.of(settings)),
            new TestContext(Instant.EPOCH));
  }

  private static ChatCall.Builder call(Message... messages) {
    return ChatCall.builder("command-a-03-2025", List.of(messages));
  }

  private static Message user(String text) {
    return Message.of(Message.USER, text);
  }

  private static JsonNode sent(ChatCall.Builder call) {
    return Requests.json(provider(Map.of()).chat(call.build()));
  }

  /**
   * Differences: one text is a plain string; the recorded members without a neutral twin ride as
   * extras.
   */
  @TestFactory
  Stream<DynamicTest> recorded_builtAnew_isSameTree() {
    return Recordings.of("cohere").stream()
        .map(recorded ->
            dynamicTest(
                recorded.name(),
                () ->
                    same(
                        (ObjectNode)
                            JSON.readTree(
                                String.valueOf(Recordings.request("cohere", recorded))))));
  }

  private static void same(ObjectNode recorded) {
    // Read like chat completions, whose messages and tools these are.
    ChatCall call = ChatCompletionsCall.read(recorded.toString());
    ChatCall ours = call.toBuilder().origin(Origin.of(Origin.GRPC, call.origin().extra())).build();
    for (JsonNode message : recorded.path("messages")) {
      String text = message.path("content").path(0).path("text").asString();
      ((ObjectNode) message).put("content", text);
    }
    Answer<?> answer = provider(Map.of()).chat(ours);
    assertThat(Requests.json(answer)).isEqualTo(recorded);
    assertThat(((Exchange<?>) answer).dropped()).isEmpty();
  }

  @Test
  void chat_sampling_hasCoheresNames() {
    Sampling sampling =
        Sampling.builder()
            .topP(0.5)
            .topK(7)
            .seed(3L)
            .stop(List.of("END"))
            .maxOutput(9)
            .topLogprobs(0)
            .build();
    assertThat(sent(call(user("Hi")).sampling(sampling)))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"command-a-03-2025\",\"stream\":false,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}],\"max_tokens\":9,\"p\":0.5,\"k\":7,\"seed\":3,"
                    + "\"stop_sequences\":[\"END\"],\"logprobs\":true}"));
  }

  @Test
  void chat_namedTool_isTheOnlyOneShownAndRequired() {
    List<Tool> tools = List.of(function("a"), function("b"));
    JsonNode sent =
        sent(
            call(user("Hi"))
                .tools(tools)
                .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of("b"), null)));
    assertThat(sent.path("tools").size()).isEqualTo(1);
    assertThat(sent.at("/tools/0/function/name").asString()).isEqualTo("b");
    assertThat(sent.path("tool_choice").asString()).isEqualTo("REQUIRED");
    assertThat(sent.path("strict_tools").asBoolean()).isTrue();
  }

  private static Tool function(String name) {
    return new Tool.Function(name, null, "{\"type\":\"object\"}", true, Extra.NONE);
  }

  @Test
  void chat_toolTurn_sendsThePlanBack() {
    Message assistant =
        Message.of(
            Message.ASSISTANT,
            List.of(
                new Part.Reasoning("I will look.", null, Marks.NONE),
                new Part.ToolCall("c1", "a", "{}", Marks.NONE)));
    Message tool =
        Message.of(
            Message.TOOL,
            List.of(
                new Part.ToolResult("c1", "a", List.of(Part.Text.of("42")), false, Marks.NONE)));
    assertThat(sent(call(user("Hi"), assistant, tool)).path("messages"))
        .isEqualTo(
            JSON.readTree(
                "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"tool_plan\":"
                    + "\"I will look.\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\","
                    + "\"tool_call_id\":\"c1\",\"content\":\"42\"}]"));
  }

  @Test
  void chat_earlierThinking_isContent() {
    Message assistant =
        Message.of(
            Message.ASSISTANT,
            List.of(new Part.Reasoning("hm", null, Marks.NONE), Part.Text.of("8")));
    assertThat(sent(call(user("5+3?"), assistant, user("Sure?"))).at("/messages/1/content"))
        .isEqualTo(
            JSON.readTree(
                "[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"8\"}]"));
  }

  @Test
  void chat_thinkingAndSchema_areSaid() {
    ResponseFormat schema =
        new ResponseFormat.JsonSchema("P", null, "{\"type\":\"object\"}", true, Extra.NONE);
    JsonNode sent = sent(call(user("Hi")).format(schema).thinking(new Thinking("low", 99, true)));
    assertThat(sent.path("thinking"))
        .isEqualTo(JSON.readTree("{\"type\":\"enabled\",\"token_budget\":99}"));
    assertThat(sent.path("response_format"))
        .isEqualTo(JSON.readTree("{\"type\":\"json_object\",\"schema\":{\"type\":\"object\"}}"));
    assertThat(sent(call(user("Hi")).thinking(new Thinking("none", null, null))).path("thinking"))
        .isEqualTo(JSON.readTree("{\"type\":\"disabled\"}"));
  }

  @Test
  void chat_sound_isRefusedByName() {
    Part sound =
        new Part.Media("audio/wav", null, "https://a.example", null, null, null, Marks.NONE);
    assertThatThrownBy(() -> sent(call(Message.of(Message.USER, List.of(sound)))))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("messages[0].parts[0]: Cohere takes pictures");
  }

  @Test
  void embed_call_isPostedInCoheresWords() {
    EmbedCall call =
        EmbedCall.builder("embed-v4.0", List.of(new EmbedInput.Text("a"), new EmbedInput.Text("b")))
            .purpose("query")
            .truncate(false)
            .dimensions(256)
            .build();
    Exchange<?> exchange = (Exchange<?>) provider(Map.of()).embed(call);
    assertThat(exchange.request().target()).isEqualTo("/v2/embed");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"embed-v4.0\",\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\","
                    + "\"embedding_types\":[\"float\"],\"output_dimension\":256,"
                    + "\"truncate\":\"NONE\"}"));
    EmbedCall plain = EmbedCall.builder("m", List.of(new EmbedInput.Text("a"))).build();
    assertThat(
            Requests.json(provider(Map.of("input-type", "clustering")).embed(plain))
                .path("input_type")
                .asString())
        .isEqualTo("clustering");
  }
}
