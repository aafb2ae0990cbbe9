package dev.patchbay.plugin.oci;

import static dev.patchbay.plugin.oci.Bodies.LOOK;
import static dev.patchbay.plugin.oci.Bodies.call;
import static dev.patchbay.plugin.oci.Bodies.chat;
import static dev.patchbay.plugin.oci.Bodies.exchange;
import static dev.patchbay.plugin.oci.Bodies.media;
import static dev.patchbay.plugin.oci.Bodies.result;
import static dev.patchbay.plugin.oci.Bodies.talk;
import static dev.patchbay.plugin.oci.Bodies.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What GENERIC's models are sent, against trees made from Oracle's API reference. */
final class GenericBodyTest {
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
}
