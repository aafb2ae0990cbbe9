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
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What COHEREV2's models are sent, against trees made from Oracle's API reference. */
final class CohereV2BodyTest {
  @Test
  void cohereV2_logprobs_areOneWord() {
    Sampling sampling = Sampling.builder().topLogprobs(2).build();
    ChatCall call = Oci.call(Oci.COHERE_V2).sampling(sampling).build();
    assertThat(chat(call).path("isLogProbsEnabled").asBoolean()).isTrue();
    assertThat(exchange(call).dropped()).containsExactly("sampling.top_logprobs");
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
