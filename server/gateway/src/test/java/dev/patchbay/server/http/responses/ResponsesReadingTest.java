package dev.patchbay.server.http.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.http.RecordedRequests;
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
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesReadingTest {
  /** Asks for what no service may do: the one recorded request that is refused here, too. */
  private static final String BAD = "err-400-temperature";

  static List<String> recorded() {
    return RecordedRequests.names("openai-responses").stream()
        .filter(name -> !name.equals(BAD))
        .toList();
  }

  private static ResponsesReading.Asked read(byte[] body) {
    return ResponsesReading.read(
        body, Terms.builder(Terms.Door.HTTP, Principal.ANONYMOUS), Duration.ofSeconds(15));
  }

  private static ChatCall recording(String name) {
    return read(RecordedRequests.body("openai-responses", name)).request().call();
  }

  private static ChatCall call(String members) {
    return read(("{\"model\":\"m\"," + members + "}").getBytes(UTF_8)).request().call();
  }

  private static ChatCall asked(String members) {
    return call("\"input\":\"hi\"," + members);
  }

  private static List<Message> items(String items) {
    return call("\"input\":[" + items + "]").messages();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void read_recordedRequest_isUnderstoodWhole(String name) {
    ChatCall call = recording(name);

    assertThat(call.messages()).isNotEmpty();
    assertThat(call.origin().dialect()).isEqualTo(Origin.OPENAI_RESPONSES);
    assertThat(call.origin().extra()).isEqualTo(Extra.NONE);
    assertThat(call.origin().body()).isNotNull();
    assertThat(call.store()).isFalse();
  }

  @Test
  void read_recordedBadTemperature_isRefusedByName() {
    assertThatThrownBy(() -> recording(BAD)).hasMessageStartingWith("temperature: ");
  }

  @Test
  void read_tools_areFunctionsOfTheFlatForm() {
    ChatCall call = recording("stream-parallel-tools-reasoning");

    assertThat(call.messages())
        .containsExactly(
            Message.of(
                Message.DEVELOPER,
                "You are a helpful assistant. Always use both add and multiply at the same time."),
            Message.of(Message.USER, "Add and multiply the number 2 and 3"));
    assertThat(call.tools()).hasSize(2);
    assertThat(call.tools().getFirst())
        .isInstanceOfSatisfying(
            Tool.Function.class,
            add -> {
              assertThat(add.name()).isEqualTo("add");
              assertThat(add.description()).isEqualTo("Add two numbers");
              assertThat(add.strict()).isFalse();
              assertThat(add.schema()).startsWith("{\"properties\":{\"a\":{");
              assertThat(add.extra()).isEqualTo(Extra.NONE);
            });
    assertThat(call.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.AUTO, List.of(), null));
    assertThat(call.sampling().maxOutput()).isEqualTo(4000);
    assertThat(call.stream()).isTrue();
  }

  @Test
  void read_schema_isTheFormat() {
    assertThat(recording("unary-schema").format())
        .isInstanceOfSatisfying(
            ResponseFormat.JsonSchema.class,
            schema -> {
              assertThat(schema.name()).isEqualTo("PersonSchemaClass");
              assertThat(schema.schema()).startsWith("{\"type\":\"object\"");
              assertThat(schema.strict()).isTrue();
            });
  }

  @Test
  void read_imageAndForcedTool_areNeutral() {
    assertThat(recording("unary-image").messages().getFirst().parts().get(1))
        .isEqualTo(
            new Part.Media(
                "image/*", null, "https://httpbin.org/image/jpeg", null, null, null, Marks.NONE));
    assertThat(recording("unary-tool-forced").toolChoice())
        .isEqualTo(new ToolChoice(ToolChoice.REQUIRED, List.of("weather"), null));
  }

  @Test
  void read_parameters_areNeutral() {
    ChatCall call =
        asked(
            "\"instructions\":\"be\",\"temperature\":0.7,\"top_p\":0.9,\"top_logprobs\":2,"
                + "\"parallel_tool_calls\":false,\"safety_identifier\":\"u\",\"service_tier\":\"flex\","
                + "\"text\":{\"format\":{\"type\":\"json_object\"},\"verbosity\":\"low\"},"
                + "\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},\"store\":true,"
                + "\"metadata\":{\"a\":\"b\"},\"truncation\":\"disabled\",\"background\":false,"
                + "\"include\":[\"reasoning.encrypted_content\",\"message.output_text.logprobs\"],"
                + "\"stream_options\":{\"include_obfuscation\":false},\"fallback_enabled\":false");

    assertThat(call.messages())
        .containsExactly(Message.of(Message.SYSTEM, "be"), Message.of(Message.USER, "hi"));
    assertThat(call.sampling().temperature()).isEqualTo(0.7);
    assertThat(call.sampling().topP()).isEqualTo(0.9);
    assertThat(call.sampling().topLogprobs()).isEqualTo(2);
    assertThat(call.toolChoice()).isEqualTo(new ToolChoice(null, List.of(), false));
    assertThat(call.endUser()).isEqualTo("u");
    assertThat(call.serviceTier()).isEqualTo("flex");
    assertThat(call.format()).isEqualTo(new ResponseFormat.JsonObject());
    assertThat(call.output().verbosity()).isEqualTo("low");
    assertThat(call.thinking()).isEqualTo(new Thinking("low", null, true));
    assertThat(call.store()).isNull();
    assertThat(call.origin().extra()).isEqualTo(Extra.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"prompt_cache_key\":\"k\"",
        "\"truncation\":\"auto\"",
        "\"include\":[\"web_search_call.action.sources\"]",
        "\"reasoning\":{\"effort\":\"low\",\"context\":\"x\"}",
        "\"text\":{\"format\":{\"type\":\"grammar\"}}",
        "\"text\":{\"new\":1.50}",
        "\"tool_choice\":{\"type\":\"web_search\"}",
        "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"mcp\"}]}",
        "\"stream_options\":{\"include_obfuscation\":true}",
        "\"max_tool_calls\":3"
      })
  void read_whatHasNoNeutralForm_isCarriedAsItWasWritten(String member) {
    assertThat(asked(member).origin().extra()).isEqualTo(Extra.of(member));
  }

  @Test
  void read_allowedTools_areNames() {
    ChatCall call =
        asked(
            "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"name\":\"a\"},{\"type\":\"function\",\"name\":\"b\"}]}");

    assertThat(call.toolChoice())
        .isEqualTo(new ToolChoice(ToolChoice.REQUIRED, List.of("a", "b"), null));
  }

  @Test
  void read_hostedTool_isCarriedUnderANameOfItsOwn() {
    String tool = "{\"type\":\"web_search\",\"filters\":{\"n\":1.50}}";

    assertThat(asked("\"tools\":[" + tool + "]").tools())
        .containsExactly(new Tool.Hosted("openai-responses.web_search", "web_search", tool));
  }

  @Test
  void read_itemsOfOneTurn_areOneMessage() {
    List<Message> messages =
        items(
            """
            {"role":"user","content":"add"},
            {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"},{"type":"summary_text","text":"so"}],"encrypted_content":"patchbay:deepseek:sig"},
            {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Let me","annotations":[],"logprobs":[]}]},
            {"type":"function_call","id":"fc_1","call_id":"c1","name":"add","arguments":"{}","status":"completed"},
            {"type":"function_call","call_id":"c2","name":"mul","arguments":"{\\"a\\":1}"},
            {"type":"function_call_output","call_id":"c1","output":"3"},
            {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"6"}]},
            {"type":"message","role":"user","content":[{"type":"input_text","text":"thanks"}]},
            {"role":"user","content":"bye"}\
            """);

    assertThat(messages)
        .containsExactly(
            Message.of(Message.USER, "add"),
            Message.of(
                Message.ASSISTANT,
                List.of(
                    new Part.Reasoning(
                        "hm\n\nso", null, new Marks("sig", "deepseek", null, Extra.NONE)),
                    Part.Text.of("Let me"),
                    new Part.ToolCall("c1", "add", "{}", Marks.NONE),
                    new Part.ToolCall("c2", "mul", "{\"a\":1}", Marks.NONE))),
            Message.of(
                Message.TOOL,
                List.of(
                    new Part.ToolResult("c1", "add", List.of(Part.Text.of("3")), false, Marks.NONE),
                    new Part.ToolResult(
                        "c2", "mul", List.of(Part.Text.of("6")), false, Marks.NONE))),
            Message.of(Message.USER, "thanks"),
            Message.of(Message.USER, "bye"));
  }

  @Test
  void read_sealedReasoning_goesBackToOpenAiAndEmptyOneNowhere() {
    List<Message> messages =
        items(
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]},"
                + "{\"type\":\"reasoning\",\"summary\":[],\"content\":null,\"encrypted_content\":\"gAAA\"}");

    assertThat(messages)
        .containsExactly(
            Message.of(
                Message.ASSISTANT,
                List.of(
                    new Part.Reasoning("", "gAAA", new Marks(null, "openai", null, Extra.NONE)))));
  }

  @Test
  void read_itemsThatWereHandedOut_areProofsAndBlocksOfTheirMakers() {
    List<Message> messages =
        items(
            """
            {"type":"function_call","call_id":"c1","name":"add","arguments":"{}"},
            {"type":"reasoning","summary":[],"encrypted_content":"patchbay-call:gemini:2:c1sig"},
            {"type":"reasoning","summary":[],"encrypted_content":"patchbay-block:x.y:{\\"a\\":1}"}\
            """);

    assertThat(messages)
        .containsExactly(
            Message.of(
                Message.ASSISTANT,
                List.of(
                    new Part.ToolCall(
                        "c1", "add", "{}", new Marks("sig", "gemini", null, Extra.NONE)),
                    new Part.Opaque("x.y", "{\"a\":1}", Marks.NONE))));
  }

  @Test
  void read_unknownItems_areCarriedWhole() {
    String search = "{\"id\":\"ws_1\",\"type\":\"web_search_call\",\"action\":{\"n\":1.50}}";
    String shell = "{\"type\":\"shell_call_output\",\"output\":{}}";

    assertThat(items(search + "," + shell))
        .containsExactly(
            Message.of(
                Message.ASSISTANT,
                List.of(new Part.Opaque("openai-responses.web_search_call", search, Marks.NONE))),
            Message.of(
                Message.USER,
                List.of(new Part.Opaque("openai-responses.shell_call_output", shell, Marks.NONE))));
  }

  @Test
  void read_partsOfEveryKind_areNeutral() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3});
    String unknown = "{\"x\":1,\"type\":\"input_video\"}";
    List<Message> messages =
        items(
            "{\"role\":\"user\",\"content\":["
                + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AQID\",\"detail\":\"low\"},"
                + "{\"type\":\"input_image\",\"file_id\":\"f1\"},"
                + "{\"type\":\"input_file\",\"file_data\":\"data:application/pdf;base64,AQID\",\"filename\":\"a.pdf\"},"
                + "{\"type\":\"input_file\",\"file_id\":\"f2\"},"
                + "{\"type\":\"input_file\",\"file_url\":\"http://u\"},"
                + "{\"type\":\"refusal\",\"refusal\":\"no\"},"
                + unknown
                + "]}");

    assertThat(messages.getFirst().parts())
        .containsExactly(
            new Part.Media(
                "image/png", null, "data:image/png;base64,AQID", null, null, "low", Marks.NONE),
            new Part.Media("image/*", null, null, "f1", null, null, Marks.NONE),
            new Part.Media("application/pdf", data, null, null, "a.pdf", null, Marks.NONE),
            new Part.Media("", null, null, "f2", null, null, Marks.NONE),
            new Part.Media("application/pdf", null, "http://u", null, null, null, Marks.NONE),
            new Part.Refusal("no", Marks.NONE),
            new Part.Opaque("openai-responses.input_video", unknown, Marks.NONE));
  }

  @Test
  void read_membersThatAreSaidAgain_keepTheirText() {
    Echo echo =
        read("{\"model\":\"m\",\"input\":\"hi\",\"temperature\":0.70,\"metadata\":{\"a\": \"b\"}}"
                .getBytes(UTF_8))
            .echo();

    assertThat(echo.members())
        .containsEntry("temperature", "0.70")
        .containsEntry("metadata", "{\"a\": \"b\"}");
    assertThat(echo.model()).isEqualTo("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"input\":\"x\",\"previous_response_id\":\"resp_1\" | previous_response_id",
        "\"input\":\"x\",\"conversation\":\"c\" | conversation",
        "\"input\":\"x\",\"conversation\":{\"id\":\"c\"} | conversation",
        "\"input\":\"x\",\"prompt\":{\"id\":\"p\"} | prompt",
        "\"input\":\"x\",\"background\":true | background",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}] | input[0]",
        "\"stream\":false | input",
        "\"input\":7 | input",
        "\"input\":[{\"content\":\"x\"}] | input[0].role",
        "\"input\":[{\"role\":\"user\"}] | input[0].content",
        "\"input\":[{\"role\":\"user\",\"content\":[{}]}] | input[0].content[0].type",
        "\"input\":[{\"type\":\"function_call\",\"name\":\"f\"}] | input[0].call_id",
        "\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\"}] | input[0].output",
        "\"input\":\"x\",\"tools\":[{\"type\":\"function\"}] | tools[0].name",
        "\"input\":\"x\",\"tools\":[{}] | tools[0].type",
        "\"input\":\"x\",\"tool_choice\":{\"type\":\"function\"} | tool_choice.name",
        "\"input\":\"x\",\"text\":{\"format\":{}} | text.format.type",
        "\"input\":\"x\",\"max_output_tokens\":0 | max_output_tokens",
        "\"input\":\"x\",\"patchbay\":{\"x\":1} | patchbay.x"
      })
  void read_wrong_isRefusedByName(String members, String field) {
    assertThatThrownBy(() -> call(members))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault().violations().getFirst().field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource({"'', ", "false, false", "true, "})
  void read_store_asksNobodyToKeepIt(String said, @Nullable Boolean store) {
    String member = said.isEmpty() ? "\"user\":\"u\"" : "\"store\":" + said;

    assertThat(asked(member).store()).isEqualTo(store);
  }
}
