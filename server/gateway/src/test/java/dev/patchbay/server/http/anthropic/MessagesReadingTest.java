package dev.patchbay.server.http.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.http.RecordedRequests;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesReadingTest {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  static List<String> recorded() {
    return RecordedRequests.names("anthropic");
  }

  private static ChatRequest read(byte[] body) {
    return MessagesReading.read(
        body,
        List.of("context-1m-2025-08-07"),
        Terms.builder(Terms.Door.HTTP, Principal.ANONYMOUS),
        HEARTBEAT);
  }

  /** A request with more members. */
  private static ChatCall call(String members) {
    String body = "{\"model\":\"m\",\"max_tokens\":9," + members + "}";
    return read(body.getBytes(UTF_8)).call();
  }

  private static ChatCall asked(String members) {
    return call("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + members);
  }

  private static List<Part> blocks(String blocks) {
    return call("\"messages\":[{\"role\":\"user\",\"content\":[" + blocks + "]}]")
        .messages()
        .getFirst()
        .parts();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void read_recordedRequest_isUnderstoodWhole(String name) {
    byte[] body = RecordedRequests.body("anthropic", name);
    ChatCall call = read(body).call();

    assertThat(call.messages()).isNotEmpty();
    assertThat(call.origin().dialect()).isEqualTo(Origin.ANTHROPIC_MESSAGES);
    assertThat(call.origin().extra()).isEqualTo(Extra.NONE);
    assertThat(call.origin().body()).isNotNull();
    assertThat(call.sampling().maxOutput()).isNotNull();
  }

  @Test
  void read_afterThinkingAndTool_isTheTurnsInOrder() {
    ChatCall call = read(RecordedRequests.body("anthropic", "stream-after-thinking-tool")).call();

    assertThat(call.messages())
        .extracting(Message::role)
        .containsExactly(Message.SYSTEM, Message.USER, Message.ASSISTANT, Message.TOOL);
    assertThat(call.messages().get(2).parts().getFirst())
        .isInstanceOfSatisfying(
            Part.Reasoning.class,
            reasoning -> {
              assertThat(reasoning.marks().signature()).startsWith("EtYDCkYICxgCKkAV");
              assertThat(reasoning.marks().mintedBy()).isEqualTo("anthropic");
            });
    assertThat(call.messages().get(2).parts().get(1))
        .isEqualTo(
            new Part.ToolCall(
                "toolu_01Js4AMfx5qpTLhwTusnvT68",
                "weather",
                "{\"location\":\"Florence, Italy\"}",
                Marks.NONE));
    assertThat(call.messages().get(3).parts())
        .containsExactly(
            new Part.ToolResult(
                "toolu_01Js4AMfx5qpTLhwTusnvT68",
                "weather",
                List.of(Part.Text.of("40 C")),
                false,
                Marks.NONE));
    assertThat(call.tools()).hasSize(1);
    assertThat(call.stream()).isTrue();
  }

  @Test
  void read_image_staysADataUrl() {
    ChatCall call = read(RecordedRequests.body("anthropic", "unary-image")).call();

    assertThat(call.messages().getLast().parts().get(1))
        .isInstanceOfSatisfying(
            Part.Media.class,
            image -> {
              assertThat(image.mimeType()).isEqualTo("image/png");
              assertThat(image.uri()).startsWith("data:image/png;base64,iVBOR");
            });
  }

  @Test
  void read_serverTool_isHosted() {
    ChatCall call = read(RecordedRequests.body("anthropic", "stream-web-fetch")).call();

    assertThat(call.tools())
        .containsExactly(
            new Tool.Hosted(
                "anthropic.code_execution_20260120",
                "code_execution",
                "{\"name\": \"code_execution\", \"type\": \"code_execution_20260120\"}"));
    assertThat(call.thinking()).isEqualTo(new Thinking(null, 3000, null));
    assertThat(call.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.AUTO, List.of(), null));
  }

  @Test
  void read_parameters_areSampling() {
    ChatCall call =
        asked(
            "\"temperature\":0.7,\"top_p\":0.9,\"top_k\":5,\"stop_sequences\":[\"a\",\"b\"],"
                + "\"metadata\":{\"user_id\":\"u\"},\"service_tier\":\"auto\",\"system\":\"be\","
                + "\"output_config\":{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\",\"schema\":{\"b\":1,\"a\":2}}}");

    assertThat(call.sampling().temperature()).isEqualTo(0.7);
    assertThat(call.sampling().topP()).isEqualTo(0.9);
    assertThat(call.sampling().topK()).isEqualTo(5);
    assertThat(call.sampling().stop()).containsExactly("a", "b");
    assertThat(call.sampling().maxOutput()).isEqualTo(9);
    assertThat(call.endUser()).isEqualTo("u");
    assertThat(call.serviceTier()).isEqualTo("auto");
    assertThat(call.messages().getFirst()).isEqualTo(Message.of(Message.SYSTEM, "be"));
    assertThat(call.thinking()).isEqualTo(new Thinking("low", null, null));
    assertThat(call.format())
        .isEqualTo(
            new ResponseFormat.JsonSchema("answer", null, "{\"b\":1,\"a\":2}", null, Extra.NONE));
    assertThat(call.origin().extra()).isEqualTo(Extra.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"service_tier\":\"standard_only\"",
        "\"thinking\":{\"type\":\"adaptive\"}",
        "\"metadata\":{\"user_id\":\"u\",\"more\":1}",
        "\"output_config\":{\"effort\":\"max\",\"more\":1}",
        "\"mcp_servers\":[{\"n\":1.50}]"
      })
  void read_whatHasNoNeutralForm_isCarriedAsItWasWritten(String member) {
    assertThat(asked(member).origin().extra()).isEqualTo(Extra.of(member));
  }

  @Test
  void read_thinkingDisabled_saysNothing() {
    ChatCall call = asked("\"thinking\":{\"type\":\"disabled\"}");

    assertThat(call.thinking()).isNull();
    assertThat(call.origin().extra()).isEqualTo(Extra.NONE);
  }

  @Test
  void read_cacheControl_isACachePoint() {
    assertThat(
            blocks(
                "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}},"
                    + "{\"type\":\"text\",\"text\":\"b\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"},\"new\":[1]}"))
        .containsExactly(
            new Part.Text("a", new Marks(null, null, "", Extra.NONE)),
            new Part.Text("b", new Marks(null, null, "1h", Extra.of("\"new\":[1]"))));
  }

  @Test
  void read_blocksOfEveryKind_areParts() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3});
    ByteBuffer text = ByteBuffer.wrap("abc".getBytes(UTF_8));
    assertThat(
            blocks(
                """
                {"type":"image","source":{"type":"url","url":"http://u"}},
                {"type":"image","source":{"type":"file","file_id":"f1"}},
                {"type":"document","title":"t","source":{"type":"base64","media_type":"application/pdf","data":"AQID"}},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"abc"}},
                {"type":"document","source":{"type":"url","url":"http://d"}},
                {"type":"document","source":{"type":"content","content":[]}},
                {"source":{"x":1},"type":"search_result"},
                {"type":"redacted_thinking","data":"sealed"},
                {"type":"thinking","thinking":"hm","signature":"patchbay:gemini:s"},
                {"type":"thinking","thinking":"hm","signature":""}\
                """))
        .containsExactly(
            new Part.Media("image/*", null, "http://u", null, null, null, Marks.NONE),
            new Part.Media("image/*", null, null, "f1", null, null, Marks.NONE),
            new Part.Media("application/pdf", data, null, null, "t", null, Marks.NONE),
            new Part.Media("text/plain", text, null, null, null, null, Marks.NONE),
            new Part.Media("application/pdf", null, "http://d", null, null, null, Marks.NONE),
            new Part.Opaque(
                "anthropic.document",
                "{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":[]}}",
                Marks.NONE),
            new Part.Opaque(
                "anthropic.search_result",
                "{\"source\":{\"x\":1},\"type\":\"search_result\"}",
                Marks.NONE),
            new Part.Reasoning("", "sealed", new Marks(null, "anthropic", null, Extra.NONE)),
            new Part.Reasoning("hm", null, new Marks("s", "gemini", null, Extra.NONE)),
            new Part.Reasoning("hm", null, Marks.NONE));
  }

  @Test
  void read_blocksThatWereHandedOut_areProofsAndBlocksOfTheirMakers() {
    ChatCall call =
        call(
            """
            "messages":[{"role":"assistant","content":[
              {"type":"tool_use","id":"c1","name":"f","input":{}},
              {"type":"redacted_thinking","data":"patchbay-call:gemini:2:c1sig"},
              {"type":"redacted_thinking","data":"patchbay-block:bedrock.reasoningContent:{\\"a\\":1}"}]}]
            """);

    assertThat(call.messages().getFirst().parts())
        .containsExactly(
            new Part.ToolCall("c1", "f", "{}", new Marks("sig", "gemini", null, Extra.NONE)),
            new Part.Opaque("bedrock.reasoningContent", "{\"a\":1}", Marks.NONE));
    assertThat(call.origin().body()).as("no service knows our marks").isNull();
  }

  @Test
  void read_resultsAndText_areTwoMessages() {
    ChatCall call =
        call(
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"and\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"is_error\":true,\"content\":\"no\"}]}]");

    assertThat(call.messages())
        .containsExactly(
            Message.of(
                Message.TOOL,
                List.of(
                    new Part.ToolResult("c", null, List.of(Part.Text.of("no")), true, Marks.NONE))),
            Message.of(Message.USER, "and"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"any\",\"disable_parallel_tool_use\":true} | required | '' | false",
        "{\"type\":\"auto\",\"disable_parallel_tool_use\":false} | auto | '' |",
        "{\"type\":\"none\"} | none | '' |",
        "{\"type\":\"tool\",\"name\":\"t\"} | required | t |"
      })
  void read_toolChoice_isTheNeutralOne(
      String choice, String mode, String name, @Nullable Boolean parallel) {
    List<String> names = name.isEmpty() ? List.of() : List.of(name);

    assertThat(asked("\"tool_choice\":" + choice).toolChoice())
        .isEqualTo(new ToolChoice(mode, names, parallel));
  }

  @Test
  void read_tool_keepsItsSchemaAndFurtherMembers() {
    assertThat(
            asked(
                    "\"tools\":[{\"name\":\"t\",\"type\":\"custom\",\"description\":\"d\",\"input_schema\":{\"b\":1, \"a\":2},\"strict\":true,\"cache_control\":{\"type\":\"ephemeral\"}}]")
                .tools())
        .containsExactly(
            new Tool.Function(
                "t",
                "d",
                "{\"b\":1, \"a\":2}",
                true,
                Extra.of("\"cache_control\":{\"type\":\"ephemeral\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | model",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | max_tokens",
        "{\"model\":\"m\",\"max_tokens\":1} | messages",
        "{\"model\":\"m\",\"max_tokens\":0} | max_tokens",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"content\":\"x\"}]} | messages[0].role",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]} | messages[0].role",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\"}]} | messages[0].content",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{}]}]} | messages[0].content[0].type",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]} | messages[0].content[0].text",
        "{\"model\":\"m\",\"max_tokens\":1,\"tools\":[{\"name\":\"t\"}]} | tools[0].input_schema",
        "{\"model\":\"m\",\"max_tokens\":1,\"tool_choice\":{\"type\":\"tool\"}} | tool_choice.name",
        "{\"model\":\"m\",\"max_tokens\":1,\"temperature\":1.5} | temperature",
        "{\"model\":\"m\",\"max_tokens\":1,\"thinking\":{\"type\":\"enabled\"}} | thinking.budget_tokens",
        "{\"model\":\"m\",\"max_tokens\":1,\"thinking\":{\"type\":\"x\"}} | thinking.type",
        "{\"model\":\"m\",\"max_tokens\":1,\"patchbay\":{\"x\":1}} | patchbay.x",
        "[] | body"
      })
  void read_wrong_isRefusedByName(String body, String field) {
    assertThatThrownBy(() -> read(body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault().violations().getFirst().field()).isEqualTo(field));
  }
}
