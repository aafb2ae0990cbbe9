package dev.patchbay.plugin.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is sent, against trees made from Oracle's API reference. */
final class ChatBodyTest {
  private static final Tool LOOK =
      new Tool.Function(
          "look",
          "Looks.",
          "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\",\"description\":\"It.\"},"
              + "\"how\":{\"enum\":[\"far\",\"near\"]}},\"required\":[\"at\"]}",
          null,
          Extra.NONE);
  private static final Sampling ALL =
      Sampling.builder()
          .temperature(0.5)
          .topP(0.25)
          .topK(7)
          .frequencyPenalty(1.0)
          .presencePenalty(-1.0)
          .seed(42L)
          .stop(List.of("END"))
          .maxOutput(100)
          .build();

  private static Exchange<?> exchange(ChatCall call) {
    return (Exchange<?>) Oci.provider(Map.of()).chat(call);
  }

  private static JsonNode chat(ChatCall call) {
    return Requests.json(exchange(call)).path("chatRequest");
  }

  private static JsonNode tree(String json) {
    return JsonMapper.shared().readTree(json);
  }

  private static ChatCall.Builder talk(String model, Message... messages) {
    return ChatCall.builder(model, List.of(messages));
  }

  private static Part.ToolCall call(String id, String arguments) {
    return new Part.ToolCall(id, "look", arguments, Marks.NONE);
  }

  private static Message result(String id, String text) {
    Part result = new Part.ToolResult(id, null, List.of(Part.Text.of(text)), false, Marks.NONE);
    return Message.of(Message.TOOL, List.of(result));
  }

  @Test
  void envelope_onDemandAndDedicated_nameTheModel() {
    JsonNode body = Requests.json(exchange(Oci.call(Oci.GENERIC).build()));
    assertThat(body.path("compartmentId").asString()).isEqualTo(Oci.COMPARTMENT);
    assertThat(body.path("servingMode"))
        .isEqualTo(
            tree("{\"servingType\":\"ON_DEMAND\",\"modelId\":\"meta.llama-3.3-70b-instruct\"}"));
    String endpoint = "ocid1.generativeaiendpoint.oc1.us-chicago-1.aaaa";
    assertThat(Requests.json(exchange(Oci.call(endpoint).build())).path("servingMode"))
        .isEqualTo(tree("{\"servingType\":\"DEDICATED\",\"endpointId\":\"" + endpoint + "\"}"));
  }

  @Test
  void format_byModelOrSetting_isChosen() {
    assertThat(ApiFormat.of(Oci.GENERIC)).isEqualTo(ApiFormat.GENERIC);
    assertThat(ApiFormat.of(Oci.COHERE)).isEqualTo(ApiFormat.COHERE);
    assertThat(ApiFormat.of(Oci.COHERE_V2)).isEqualTo(ApiFormat.COHEREV2);
    Exchange<?> set =
        (Exchange<?>) Oci.provider(Map.of("format", "cohere")).chat(Oci.call(Oci.GENERIC).build());
    assertThat(Requests.json(set).path("chatRequest").path("apiFormat").asString())
        .isEqualTo("COHERE");
  }

  @Test
  void generic_parameters_areAllSent() {
    Sampling sampling =
        Sampling.builder()
            .temperature(0.5)
            .topP(0.25)
            .topK(7)
            .frequencyPenalty(1.0)
            .presencePenalty(-1.0)
            .seed(42L)
            .stop(List.of("END"))
            .maxOutput(100)
            .choices(2)
            .logitBias(Map.of("17", -5.0))
            .topLogprobs(3)
            .build();
    ChatCall call =
        Oci.call(Oci.GENERIC).stream(true)
            .sampling(sampling)
            .thinking(new Thinking("low", null, null))
            .output(new Output(List.of("text"), "high", null, null))
            .serviceTier("priority")
            .build();
    assertThat(exchange(call).dropped()).isEmpty();
    assertThat(chat(call))
        .isEqualTo(
            tree(
                """
                {"apiFormat":"GENERIC",
                 "messages":[{"role":"USER","content":[{"type":"TEXT","text":"Hello"}]}],
                 "maxTokens":100,"temperature":0.5,"topP":0.25,"topK":7,"frequencyPenalty":1,
                 "presencePenalty":-1,"seed":42,"numGenerations":2,"stop":["END"],
                 "logitBias":{"17":-5},"logProbs":3,"reasoningEffort":"LOW","verbosity":"HIGH",
                 "serviceTier":"PRIORITY","isStream":true,"streamOptions":{"isIncludeUsage":true}}
                """));
  }

  @Test
  void generic_limit_hasTheNameThatTheModelTakes() {
    Sampling limit = Sampling.builder().maxOutput(9).build();
    for (String model : List.of("openai.gpt-5", "openai.o3", "openai.gpt-4.1")) {
      JsonNode chat = chat(Oci.call(model).sampling(limit).build());
      assertThat(chat.path("maxCompletionTokens").asInt()).isEqualTo(9);
      assertThat(chat.has("maxTokens")).isFalse();
    }
    for (String model : List.of("openai.gpt-oss-120b", "xai.grok-4", "google.gemini-2.5-pro")) {
      JsonNode chat = chat(Oci.call(model).sampling(limit).build());
      assertThat(chat.path("maxTokens").asInt()).isEqualTo(9);
    }
  }

  @Test
  void generic_toolsAndResults_areFlatAndPaired() {
    ChatCall call =
        talk(
                "openai.gpt-4.1",
                Message.of(Message.DEVELOPER, "Be brief."),
                Message.of(Message.USER, "Look"),
                Message.of(Message.ASSISTANT, List.of(call("c1", "{\"at\":\"x\"}"))),
                result("c1", "seen"))
            .tools(List.of(LOOK))
            .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of("look"), false))
            .build();
    JsonNode chat = chat(call);
    assertThat(exchange(call).dropped()).isEmpty();
    assertThat(chat.path("messages"))
        .isEqualTo(
            tree(
                """
                [{"role":"DEVELOPER","content":[{"type":"TEXT","text":"Be brief."}]},
                 {"role":"USER","content":[{"type":"TEXT","text":"Look"}]},
                 {"role":"ASSISTANT","content":[{"type":"TEXT","text":"."}],"toolCalls":[
                  {"id":"c1","type":"FUNCTION","name":"look","arguments":"{\\"at\\":\\"x\\"}"}]},
                 {"role":"TOOL","toolCallId":"c1","content":[{"type":"TEXT","text":"seen"}]}]
                """));
    assertThat(chat.path("tools").get(0).path("name").asString()).isEqualTo("look");
    assertThat(chat.path("tools").get(0).path("parameters").path("required"))
        .isEqualTo(tree("[\"at\"]"));
    assertThat(chat.path("toolChoice"))
        .isEqualTo(tree("{\"type\":\"FUNCTION\",\"name\":\"look\"}"));
    assertThat(chat.path("isParallelToolCalls").asBoolean(true)).isFalse();
  }

  @Test
  void generic_developerElsewhere_isSystem() {
    JsonNode chat = chat(talk(Oci.GENERIC, Message.of(Message.DEVELOPER, "Be brief.")).build());
    assertThat(chat.path("messages").get(0).path("role").asString()).isEqualTo("SYSTEM");
  }

  /** As "AssistantMessage" of the API reference has it; another provider's thoughts stay away. */
  @Test
  void generic_earlierThoughts_goBackInAMemberOfTheirOwn() {
    Part thought = new Part.Reasoning("Hm.", null, Marks.NONE);
    Part own = new Part.Reasoning(" So.", null, new Marks("s", "oci", null, Extra.NONE));
    Part foreign = new Part.Reasoning("Ha.", null, new Marks("s", "anthropic", null, Extra.NONE));
    Part sealed = new Part.Reasoning("", "x", new Marks(null, "oci", null, Extra.NONE));
    Message said =
        Message.of(Message.ASSISTANT, List.of(thought, own, foreign, sealed, Part.Text.of("Yes.")));
    ChatCall call = talk("xai.grok-3-mini", said, Message.of(Message.USER, "Sure?")).build();
    assertThat(chat(call).path("messages").get(0))
        .isEqualTo(
            tree(
                """
                {"role":"ASSISTANT","content":[{"type":"TEXT","text":"Yes."}],
                 "reasoningContent":"Hm. So."}
                """));
    assertThat(exchange(call).dropped())
        .containsExactly(
            "messages[0].parts[1].signature",
            "messages[0].parts[2].signature",
            "messages[0].parts[2]",
            "messages[0].parts[3]");
  }

  @Test
  void cohere_earlierThoughts_areReported() {
    Part thought = new Part.Reasoning("Hm.", null, Marks.NONE);
    Message said = Message.of(Message.ASSISTANT, List.of(thought, Part.Text.of("Yes.")));
    ChatCall call = talk(Oci.COHERE, said, Message.of(Message.USER, "Sure?")).build();
    assertThat(exchange(call).dropped()).containsExactly("messages[0].parts[0]");
  }

  @Test
  void cohereV2_logprobs_areOneWord() {
    Sampling sampling = Sampling.builder().topLogprobs(2).build();
    ChatCall call = Oci.call(Oci.COHERE_V2).sampling(sampling).build();
    assertThat(chat(call).path("isLogProbsEnabled").asBoolean()).isTrue();
    assertThat(exchange(call).dropped()).containsExactly("sampling.top_logprobs");
  }

  @Test
  void generic_parallelCallsOfGoogles_becomePairs() {
    Message calls = Message.of(Message.ASSISTANT, List.of(call("a", "{}"), call("b", "{}")));
    Message[] talk = {Message.of(Message.USER, "Look"), calls, result("b", "B"), result("a", "A")};
    List<String> roles = roles(chat(talk("google.gemini-2.5-pro", talk).build()));
    assertThat(roles).containsExactly("USER", "ASSISTANT a", "TOOL a", "ASSISTANT b", "TOOL b");
    assertThat(roles(chat(talk(Oci.GENERIC, talk).build())))
        .containsExactly("USER", "ASSISTANT a b", "TOOL b", "TOOL a");
  }

  private static List<String> roles(JsonNode chat) {
    return chat.path("messages")
        .valueStream()
        .map(message -> {
          StringBuilder text = new StringBuilder(message.path("role").asString());
          message.path("toolCalls").forEach(c -> text.append(' ').append(c.path("id").asString()));
          String answered = message.path("toolCallId").asString("");
          return text + (answered.isEmpty() ? "" : " " + answered);
        })
        .toList();
  }

  @Test
  void generic_media_isUrlsOfItsKind() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3});
    List<Part> parts =
        List.of(
            media("image/png", data, null, "high"),
            media("", null, "https://e.example/x", null),
            media("application/pdf", data, null, null),
            media("video/mp4", data, null, null),
            media("audio/wav", data, null, null));
    ChatCall call = talk(Oci.GENERIC, Message.of(Message.USER, parts)).build();
    assertThat(chat(call).path("messages").get(0).path("content"))
        .isEqualTo(
            tree(
                """
                [{"type":"IMAGE","imageUrl":{"url":"data:image/png;base64,AQID","detail":"HIGH"}},
                 {"type":"IMAGE","imageUrl":{"url":"https://e.example/x"}},
                 {"type":"DOCUMENT","documentUrl":{"url":"data:application/pdf;base64,AQID"}},
                 {"type":"VIDEO","videoUrl":{"url":"data:video/mp4;base64,AQID"}},
                 {"type":"AUDIO","audioUrl":{"url":"data:audio/wav;base64,AQID"}}]
                """));
  }

  private static Part media(
      String type, @Nullable ByteBuffer data, @Nullable String uri, @Nullable String detail) {
    return new Part.Media(type, data, uri, null, null, detail, Marks.NONE);
  }

  @Test
  void generic_schema_isStrictByItsOwnName() {
    ResponseFormat format =
        new ResponseFormat.JsonSchema("n", "d", "{\"type\":\"object\"}", true, Extra.NONE);
    assertThat(chat(Oci.call(Oci.GENERIC).format(format).build()).path("responseFormat"))
        .isEqualTo(
            tree(
                """
                {"type":"JSON_SCHEMA","jsonSchema":{"name":"n","description":"d",
                 "schema":{"type":"object"},"isStrict":true}}
                """));
  }

  @Test
  void generic_webSearch_isMemberOfItsOwn() {
    Tool search = new Tool.Hosted("oci.web_search", "s", "{\"searchContextSize\":\"LOW\"}");
    JsonNode chat = chat(Oci.call("xai.grok-4").tools(List.of(search)).build());
    assertThat(chat.path("webSearchOptions")).isEqualTo(tree("{\"searchContextSize\":\"LOW\"}"));
    assertThat(chat.has("tools")).isFalse();
    Tool foreign = new Tool.Hosted("openai.web_search", "s", "{}");
    assertThat(exchange(Oci.call("xai.grok-4").tools(List.of(foreign)).build()).dropped())
        .containsExactly("tools[0]");
  }

  @Test
  void ownMembers_goIntoTheRequestAndWin() {
    ChatCall call =
        Oci.call(Oci.GENERIC).stream(true)
            .sampling(Sampling.builder().temperature(0.5).build())
            .options(
                Extra.of("\"temperature\":1.5,\"apiFormat\":\"COHERE\",\"metadata\":{\"a\":1}"))
            .origin(Origin.of(Origin.GRPC, Extra.of("\"isEcho\":true,\"streamOptions\":{\"x\":1}")))
            .build();
    JsonNode chat = chat(call);
    assertThat(chat.path("temperature").asDouble()).isEqualTo(1.5);
    assertThat(chat.path("metadata")).isEqualTo(tree("{\"a\":1}"));
    assertThat(chat.path("isEcho").asBoolean()).isTrue();
    assertThat(chat.path("streamOptions")).isEqualTo(tree("{\"isIncludeUsage\":true,\"x\":1}"));
    assertThat(exchange(call).dropped()).containsExactly("options.apiFormat");
    ChatCall foreign =
        Oci.call(Oci.GENERIC).origin(Origin.of(Origin.OPENAI_CHAT, Extra.of("\"a\":1"))).build();
    assertThat(exchange(foreign).dropped()).containsExactly("extra");
  }

  @Test
  void cohere_conversation_isMessageAndHistory() {
    ChatCall call =
        talk(
                Oci.COHERE,
                Message.of(Message.SYSTEM, "Be brief."),
                Message.of(Message.USER, "Hi"),
                Message.of(Message.ASSISTANT, "Hello"),
                Message.of(Message.USER, "Look"))
            .sampling(ALL)
            .tools(List.of(LOOK))
            .stream(true)
            .build();
    assertThat(exchange(call).dropped()).isEmpty();
    assertThat(chat(call))
        .isEqualTo(
            tree(
                """
                {"apiFormat":"COHERE","preambleOverride":"Be brief.","chatHistory":[
                  {"role":"USER","message":"Hi"},{"role":"CHATBOT","message":"Hello"}],
                 "message":"Look","maxTokens":100,"temperature":0.5,"topP":0.25,"topK":7,
                 "frequencyPenalty":1,"presencePenalty":-1,"seed":42,"stopSequences":["END"],
                 "tools":[{"name":"look","description":"Looks.","parameterDefinitions":{
                  "at":{"description":"It.","type":"str","isRequired":true},
                  "how":{"description":"JSON Schema: {\\"enum\\":[\\"far\\",\\"near\\"]}",
                   "type":"any","isRequired":false}}}],
                 "isStream":true,"streamOptions":{"isIncludeUsage":true}}
                """));
  }

  @Test
  void cohere_resultsAtTheEnd_areWithTheirCalls() {
    Message calls =
        Message.of(Message.ASSISTANT, List.of(call("a", "{\"at\":1.50}"), call("b", "")));
    ChatCall call =
        talk(
                Oci.COHERE,
                Message.of(Message.USER, "Look"),
                calls,
                result("a", "A"),
                result("b", "B"))
            .build();
    JsonNode chat = chat(call);
    assertThat(chat.path("message").asString("absent")).isEmpty();
    assertThat(chat.path("toolResults"))
        .isEqualTo(
            tree(
                """
                [{"call":{"name":"look","parameters":{"at":1.50}},"outputs":[{"output":"A"}]},
                 {"call":{"name":"look","parameters":{}},"outputs":[{"output":"B"}]}]
                """));
    assertThat(chat.path("chatHistory").get(1))
        .isEqualTo(
            tree(
                """
                {"role":"CHATBOT","message":" ","toolCalls":[
                 {"name":"look","parameters":{"at":1.50}},{"name":"look","parameters":{}}]}
                """));
  }

  @Test
  void cohere_earlierResults_areTurnsOfTheHistory() {
    Message calls = Message.of(Message.ASSISTANT, List.of(call("a", "{}")));
    ChatCall call =
        talk(
                Oci.COHERE,
                Message.of(Message.USER, "Look"),
                calls,
                result("a", "A"),
                Message.of(Message.ASSISTANT, "Seen."),
                Message.of(Message.USER, "And?"))
            .build();
    JsonNode history = chat(call).path("chatHistory");
    assertThat(history.valueStream().map(turn -> turn.path("role").asString()))
        .containsExactly("USER", "CHATBOT", "TOOL", "CHATBOT");
    assertThat(history.get(2).path("toolResults").get(0).path("outputs"))
        .isEqualTo(tree("[{\"output\":\"A\"}]"));
  }

  @Test
  void cohere_whatItCantSay_isRefusedByName() {
    refused(talk(Oci.COHERE, Message.of(Message.ASSISTANT, "Well")), "messages");
    Part picture = media("image/png", ByteBuffer.wrap(new byte[1]), null, null);
    refused(talk(Oci.COHERE, Message.of(Message.USER, List.of(picture))), "messages[0].parts[0]");
    refused(
        talk(
            Oci.COHERE,
            Message.of(Message.USER, "Look"),
            Message.of(Message.ASSISTANT, List.of(call("a", "[1]"))),
            result("a", "A")),
        "messages[1].parts[0].arguments");
    refused(
        talk(Oci.COHERE, Message.of(Message.USER, "Look"), result("x", "A")),
        "messages[1].parts[0]");
  }

  private static void refused(ChatCall.Builder call, String path) {
    assertThatThrownBy(() -> exchange(call.build()))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageStartingWith(path + ":");
  }

  @Test
  void cohere_noTool_hidesThem() {
    ChatCall call =
        Oci.call(Oci.COHERE)
            .tools(List.of(LOOK))
            .toolChoice(new ToolChoice(ToolChoice.NONE, List.of(), null))
            .build();
    assertThat(chat(call).has("tools")).isFalse();
    assertThat(exchange(call).dropped()).isEmpty();
  }

  @Test
  void cohereV2_turnsAndTools_areNested() {
    Part thought = new Part.Reasoning("Hm.", null, Marks.NONE);
    Part picture = media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}), null, "low");
    ChatCall call =
        talk(
                Oci.COHERE_V2,
                Message.of(Message.USER, List.of(Part.Text.of("Look"), picture)),
                Message.of(Message.ASSISTANT, List.of(thought, call("a", "{}"))),
                result("a", "A"))
            .tools(List.of(LOOK))
            .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of(), null))
            .thinking(new Thinking(null, 500, null))
            .build();
    JsonNode chat = chat(call);
    assertThat(exchange(call).dropped()).isEmpty();
    assertThat(chat.path("messages"))
        .isEqualTo(
            tree(
                """
                [{"role":"USER","content":[{"type":"TEXT","text":"Look"},{"type":"IMAGE_URL",
                  "imageUrl":{"url":"data:image/png;base64,AQID","detail":"LOW"}}]},
                 {"role":"ASSISTANT","content":[{"type":"THINKING","thinking":"Hm."}],"toolCalls":[
                  {"id":"a","type":"FUNCTION","function":{"name":"look","arguments":"{}"}}]},
                 {"role":"TOOL","toolCallId":"a","content":[{"type":"TEXT","text":"A"}]}]
                """));
    assertThat(chat.path("tools").get(0).path("function").path("name").asString())
        .isEqualTo("look");
    assertThat(chat.path("toolsChoice").asString()).isEqualTo("REQUIRED");
    assertThat(chat.path("thinking")).isEqualTo(tree("{\"type\":\"ENABLED\",\"tokenBudget\":500}"));
  }
}
