package dev.patchbay.plugin.oci;

import static dev.patchbay.plugin.oci.Bodies.ALL;
import static dev.patchbay.plugin.oci.Bodies.LOOK;
import static dev.patchbay.plugin.oci.Bodies.call;
import static dev.patchbay.plugin.oci.Bodies.chat;
import static dev.patchbay.plugin.oci.Bodies.exchange;
import static dev.patchbay.plugin.oci.Bodies.media;
import static dev.patchbay.plugin.oci.Bodies.result;
import static dev.patchbay.plugin.oci.Bodies.talk;
import static dev.patchbay.plugin.oci.Bodies.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What COHERE's models are sent, against trees made from Oracle's API reference. */
final class CohereBodyTest {
  @Test
  void cohere_earlierThoughts_areReported() {
    Part thought = new Part.Reasoning("Hm.", null, Marks.NONE);
    Message said = Message.of(Message.ASSISTANT, List.of(thought, Part.Text.of("Yes.")));
    ChatCall call = talk(Oci.COHERE, said, Message.of(Message.USER, "Sure?")).build();
    assertThat(exchange(call).dropped()).containsExactly("messages[0].parts[0]");
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
}
