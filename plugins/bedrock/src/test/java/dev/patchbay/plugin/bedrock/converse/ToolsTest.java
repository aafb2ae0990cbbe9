package dev.patchbay.plugin.bedrock.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tools, the choice of them, their calls and results in requests to Converse. */
final class ToolsTest {
  private static final String SCHEMA = "{\"type\":\"object\"}";

  private static Tool tool(String name) {
    return new Tool.Function(name, null, SCHEMA, null, Extra.NONE);
  }

  private static String shown(String name) {
    return "{\"toolSpec\":{\"name\":\"" + name + "\",\"inputSchema\":{\"json\":" + SCHEMA + "}}}";
  }

  private static ChatCall.Builder choosing(@Nullable String mode, String... allowed) {
    return Asked.call(Asked.CLAUDE)
        .tools(List.of(tool("a"), tool("b"), tool("c")))
        .toolChoice(new ToolChoice(mode, List.of(allowed), null));
  }

  private static String choice(ChatCall.Builder call) {
    Asked asked = Asked.of(call);
    assertThat(asked.dropped()).isEmpty();
    return asked.at("/toolConfig/toolChoice");
  }

  @Test
  void write_choice_isOneOfConverses() {
    assertThat(choice(choosing(null))).isEmpty();
    assertThat(choice(choosing(ToolChoice.AUTO))).isEqualTo("{\"auto\":{}}");
    assertThat(choice(choosing(ToolChoice.REQUIRED))).isEqualTo("{\"any\":{}}");
    assertThat(choice(choosing(ToolChoice.REQUIRED, "b"))).isEqualTo("{\"tool\":{\"name\":\"b\"}}");
    assertThat(choice(choosing(ToolChoice.REQUIRED, "b", "c"))).isEqualTo("{\"any\":{}}");
  }

  @Test
  void write_someAllowed_aloneAreShown() {
    assertThat(Asked.of(choosing(ToolChoice.AUTO, "b", "c")).at("/toolConfig/tools"))
        .isEqualTo("[" + shown("b") + "," + shown("c") + "]");
  }

  @Test
  void write_none_showsNoTools() {
    Asked asked = Asked.of(choosing(ToolChoice.NONE));
    assertThat(asked.at("/toolConfig")).isEmpty();
    assertThat(asked.dropped()).isEmpty();
  }

  @Test
  void write_noneAfterCalls_showsThemAndReports() {
    Asked asked =
        Asked.of(
            Asked.call(Asked.CLAUDE, question(), called("{}"), answered(false))
                .tools(List.of(tool("a")))
                .toolChoice(new ToolChoice(ToolChoice.NONE, List.of(), null)));
    assertThat(asked.at("/toolConfig")).isEqualTo("{\"tools\":[" + shown("a") + "]}");
    assertThat(asked.dropped()).containsExactly("tool_choice.mode");
  }

  @Test
  void write_callsWithoutTools_areShownByName() {
    Asked asked = Asked.of(Asked.call(Asked.CLAUDE, question(), called("{}"), answered(false)));
    assertThat(asked.at("/toolConfig/tools"))
        .isEqualTo(
            "[{\"toolSpec\":{\"name\":\"now\",\"inputSchema\":{\"json\":"
                + "{\"type\":\"object\",\"properties\":{}}}}}]");
  }

  @Test
  void write_whatAChoiceCannotSay_isReported() {
    Asked sequential =
        Asked.of(
            Asked.call(Asked.CLAUDE)
                .tools(List.of(tool("a")))
                .toolChoice(new ToolChoice(ToolChoice.AUTO, List.of(), false)));
    assertThat(sequential.dropped()).containsExactly("tool_choice.parallel");
    Asked toolless =
        Asked.of(
            Asked.call(Asked.CLAUDE)
                .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of(), null)));
    assertThat(toolless.dropped()).containsExactly("tool_choice.mode");
  }

  @Test
  void write_function_saysAllOfIt() {
    Tool tool =
        new Tool.Function("f", "Does.", "{\"b\":1,\"a\":2}", true, Extra.of("\"x\":1,\"name\":2"));
    Asked asked = Asked.of(Asked.call(Asked.CLAUDE).tools(List.of(tool)));
    assertThat(asked.at("/toolConfig/tools/0/toolSpec"))
        .isEqualTo(
            "{\"name\":\"f\",\"description\":\"Does.\",\"inputSchema\":{\"json\":"
                + "{\"b\":1,\"a\":2}},\"strict\":true,\"x\":1}");
    assertThat(asked.dropped()).containsExactly("tools[0].extra.name");
  }

  @Test
  void write_hosted_isOursOrReported() {
    Asked asked =
        Asked.of(
            Asked.call(Asked.NOVA)
                .tools(
                    List.of(
                        new Tool.Hosted("bedrock.systemTool", "nova_grounding", "{}"),
                        new Tool.Hosted("bedrock.cachePoint", "", "{\"type\":\"default\"}"),
                        new Tool.Hosted("openai.web_search", "web_search", "{}"))));
    assertThat(asked.at("/toolConfig/tools"))
        .isEqualTo(
            "[{\"systemTool\":{\"name\":\"nova_grounding\"}},"
                + "{\"cachePoint\":{\"type\":\"default\"}}]");
    assertThat(asked.dropped()).containsExactly("tools[2]");
  }

  private static Message question() {
    return Message.of(Message.USER, "When?");
  }

  private static Message called(String arguments) {
    Part call = new Part.ToolCall("call.1:x", "now", arguments, Marks.NONE);
    return Message.of(Message.ASSISTANT, List.of(call));
  }

  private static Message answered(boolean error, Part... parts) {
    return Message.of(
        Message.TOOL,
        List.of(new Part.ToolResult("call.1:x", "now", List.of(parts), error, Marks.NONE)));
  }

  @Test
  void write_callAndResult_haveTheSameIdOfAllowedCharacters() {
    Asked asked =
        Asked.of(
            Asked.call(
                Asked.CLAUDE,
                question(),
                called("{\"zone\":1.0}"),
                answered(false, Part.Text.of("Now."))));
    String id = asked.body().at("/messages/1/content/0/toolUse/toolUseId").asString();
    assertThat(id).matches("[a-zA-Z0-9_-]{1,64}").startsWith("call_1_x_");
    assertThat(asked.at("/messages/1/content/0/toolUse"))
        .isEqualTo("{\"toolUseId\":\"" + id + "\",\"name\":\"now\",\"input\":{\"zone\":1.0}}");
    assertThat(asked.at("/messages/2"))
        .isEqualTo(
            "{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\""
                + id
                + "\",\"content\":[{\"text\":\"Now.\"}]}}]}");
  }

  @Test
  void write_failedResult_saysSo() {
    Asked asked =
        Asked.of(
            Asked.call(
                Asked.CLAUDE, question(), called("{}"), answered(true, Part.Text.of("Broken."))));
    assertThat(asked.at("/messages/2/content/0/toolResult/status")).isEqualTo("\"error\"");
  }

  @Test
  void write_resultOfManyKinds_keepsThem() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer();
    Asked asked =
        Asked.of(
            Asked.call(
                Asked.CLAUDE,
                question(),
                called("{}"),
                answered(
                    false,
                    Part.Text.of("See."),
                    new Part.Media("image/png", data, null, null, null, null, Marks.NONE),
                    new Part.Opaque("bedrock.json", "{\"json\":{\"a\":1}}", Marks.NONE),
                    new Part.Opaque("openai.x", "{}", Marks.NONE),
                    new Part.Text("End.", Asked.cached("")))));
    assertThat(asked.at("/messages/2/content/0/toolResult/content"))
        .isEqualTo(
            "[{\"text\":\"See.\"},{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AQID\"}}},"
                + "{\"json\":{\"a\":1}},{\"text\":\"End.\"}]");
    assertThat(asked.dropped())
        .containsExactly(
            "messages[2].parts[0].parts[3]", "messages[2].parts[0].parts[4].cache_point");
  }

  @Test
  void write_argumentsThatAreNoObject_goToClaudeUnderAName() {
    assertThat(
            Asked.of(Asked.call(Asked.CLAUDE, question(), called("{\"a\":"), answered(false)))
                .at("/messages/1/content/0/toolUse/input"))
        .isEqualTo("{\"INVALID_JSON\":\"{\\\"a\\\":\"}");
    assertThat(
            Asked.of(Asked.call(Asked.NOVA, question(), called(" "), answered(false)))
                .at("/messages/1/content/0/toolUse/input"))
        .isEqualTo("{}");
    assertThatThrownBy(
            () -> Asked.of(Asked.call(Asked.NOVA, question(), called("[1]"), answered(false))))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("messages[1].parts[0].arguments");
  }
}
