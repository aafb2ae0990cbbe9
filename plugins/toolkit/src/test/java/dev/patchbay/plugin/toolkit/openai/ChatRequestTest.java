package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ChatRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Dialect OPENAI =
      new Dialect("openai", true, Terminator.DONE, LimitField.BY_MODEL, null, Prefill.NONE);
  private static final Dialect OTHER =
      new Dialect(
          "openai", false, Terminator.DONE, LimitField.BY_MODEL, "reasoning_content", Prefill.NONE);

  private static ChatCall.Builder call(Message... messages) {
    List<Message> all =
        messages.length == 0 ? List.of(Message.of("user", "Hi")) : List.of(messages);
    return ChatCall.builder("gpt-4o", all);
  }

  private static JsonNode body(ChatRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return JSON.readTree(bytes.toString(UTF_8));
  }

  private static JsonNode written(Dialect dialect, ChatCall.Builder call) {
    ChatRequest request = ChatRequest.of(call.build(), dialect);
    assertThat(request.dropped()).as("dropped").isEmpty();
    return body(request);
  }

  private static List<String> dropped(Dialect dialect, ChatCall.Builder call) {
    return ChatRequest.of(call.build(), dialect).dropped();
  }

  private static void assertContent(Part part, String json) {
    JsonNode body = written(OPENAI, call(Message.of("user", List.of(Part.Text.of("See"), part))));
    assertThat(body.at("/messages/0/content/1")).isEqualTo(JSON.readTree(json));
  }

  private static Part.Media media(
      String type, @Nullable ByteBuffer data, @Nullable String uri, @Nullable String file) {
    return new Part.Media(type, data, uri, file, null, null, Marks.NONE);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }

  @Test
  void of_plainCall_saysNothingMore() {
    assertThat(written(OPENAI, call()))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
  }

  @Test
  void of_sampling_isSaidInOpenAisWords() {
    Sampling sampling =
        Sampling.builder()
            .temperature(0.7)
            .topP(1.0)
            .frequencyPenalty(-0.5)
            .presencePenalty(0.25)
            .seed(42L)
            .stop(List.of("a", "b"))
            .maxOutput(9)
            .choices(2)
            .logitBias(Map.of("50256", -100.0))
            .topLogprobs(3)
            .build();
    JsonNode body = written(OPENAI, call().sampling(sampling));
    assertThat(((ObjectNode) body).without(List.of("model", "messages")))
        .isEqualTo(
            JSON.readTree(
                "{\"max_completion_tokens\":9,\"temperature\":0.7,\"top_p\":1,\"frequency_penalty\":-0.5,"
                    + "\"presence_penalty\":0.25,\"n\":2,\"seed\":42,\"stop\":[\"a\",\"b\"],"
                    + "\"logit_bias\":{\"50256\":-100},\"logprobs\":true,\"top_logprobs\":3}"));
  }

  @Test
  void of_samplingOfOtherHosts_isDroppedAtOpenAiOnly() {
    Sampling sampling = Sampling.builder().topK(40).minP(0.1).repetitionPenalty(1.1).build();
    assertThat(dropped(OPENAI, call().sampling(sampling)))
        .containsExactly("sampling.top_k", "sampling.min_p", "sampling.repetition_penalty");
    JsonNode body = written(OTHER, call().sampling(sampling));
    assertThat(body.path("top_k").asInt()).isEqualTo(40);
    assertThat(body.path("min_p").asDouble()).isEqualTo(0.1);
    assertThat(body.path("repetition_penalty").asDouble()).isEqualTo(1.1);
  }

  @ParameterizedTest
  @CsvSource({
    "true, gpt-4o, max_completion_tokens",
    "false, llama-3, max_tokens",
    "false, openai/o3-mini, max_completion_tokens",
    "false, gpt-5.1, max_completion_tokens",
    "false, openchat, max_tokens",
  })
  void of_limit_isNamedByHostAndModel(boolean original, String model, String name) {
    Sampling sampling = Sampling.builder().maxOutput(5).build();
    JsonNode body = written(original ? OPENAI : OTHER, call().model(model).sampling(sampling));
    assertThat(body.path(name).asInt()).isEqualTo(5);
  }

  @Test
  void of_numberThatJsonLacks_isRefused() {
    Sampling sampling = Sampling.builder().temperature(Double.NaN).build();
    assertRefused(call().sampling(sampling), ErrorKind.INVALID, "sampling.temperature is NaN");
  }

  private static void assertRefused(ChatCall.Builder call, ErrorKind kind, String message) {
    assertThatThrownBy(() -> ChatRequest.of(call.build(), OPENAI))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.error().kind()).isEqualTo(kind))
        .hasMessageContaining(message);
  }

  @Test
  void of_pictures_areDataUrlsOrUris() {
    assertContent(
        media("image/png", bytes("abc"), null, null),
        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,YWJj\"}}");
    assertContent(
        new Part.Media("", null, "https://a.example/x.png", null, null, "low", Marks.NONE),
        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/x.png\",\"detail\":\"low\"}}");
  }

  @Test
  void of_soundAndFiles_areTheirParts() {
    assertContent(
        media("audio/mpeg", bytes("abc"), null, null),
        "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"YWJj\",\"format\":\"mp3\"}}");
    assertContent(
        media("application/pdf", bytes("abc"), null, null),
        "{\"type\":\"file\",\"file\":{\"filename\":\"file\",\"file_data\":"
            + "\"data:application/pdf;base64,YWJj\"}}");
    assertContent(
        media("application/pdf", null, null, "file-1"),
        "{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}");
  }

  @Test
  void of_whatOpenAiCannotTake_isReported() {
    Marks signed = new Marks("sig", "anthropic", "5m", Extra.NONE);
    Message user = Message.of("user", List.of(new Part.Text("a", signed)));
    Message assistant =
        Message.of(
            "assistant",
            List.of(
                new Part.Reasoning("hm", null, Marks.NONE),
                new Part.Reasoning("", "xyz", Marks.NONE),
                new Part.Opaque("anthropic.x", "{}", Marks.NONE),
                Part.Text.of("b")));
    ChatCall.Builder call = call(user, assistant).thinking(new Thinking("low", 100, true));
    assertThat(dropped(OPENAI, call))
        .containsExactly(
            "messages[0].parts[0].signature",
            "messages[0].parts[0].cache_point",
            "messages[1].parts[0]",
            "messages[1].parts[1]",
            "messages[1].parts[2]",
            "thinking.budget_tokens",
            "thinking.include");
  }

  @Test
  void of_documentAtUri_isRefused() {
    Part pdf = media("application/pdf", null, "https://a.example/x.pdf", null);
    assertThatThrownBy(() -> dropped(OPENAI, call(Message.of("user", List.of(pdf)))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageStartingWith("messages[0].parts[0]: documents at a URI");
  }

  @Test
  void of_toolTurn_isCallsAndResults() {
    Part.ToolCall one = new Part.ToolCall("c1", "f", "{\"a\":1}", Marks.NONE);
    Part.ToolCall two =
        new Part.ToolCall("c2", "g", "{}", new Marks("\"extra\":1", "openai", null, Extra.NONE));
    Part.ToolResult first =
        new Part.ToolResult("c1", null, List.of(Part.Text.of("1")), false, Marks.NONE);
    Part.ToolResult second = new Part.ToolResult("c2", "g", List.of(), false, Marks.NONE);
    JsonNode body =
        written(
            OPENAI,
            call(
                Message.of("assistant", List.of(one, two)),
                Message.of("tool", List.of(first, second))));
    assertThat(body.path("messages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role":"assistant","tool_calls":[
                   {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}},
                   {"id":"c2","type":"function","function":{"name":"g","arguments":"{}"},"extra":1}]},
                 {"role":"tool","tool_call_id":"c1","content":"1"},
                 {"role":"tool","tool_call_id":"c2","name":"g","content":""}]
                """));
  }

  @Test
  void of_toolErrorOrPicture_isReported() {
    Part.ToolResult result =
        new Part.ToolResult(
            "c1", null, List.of(media("image/png", bytes("x"), null, null)), true, Marks.NONE);
    assertThat(dropped(OPENAI, call(Message.of("tool", List.of(result)))))
        .containsExactly("messages[0].parts[0].parts[0]", "messages[0].parts[0].error");
  }

  @Test
  void of_thinkingAndRefusals_goBackWhereTheHostWantsThem() {
    Message assistant =
        Message.of(
            "assistant",
            List.of(
                new Part.Reasoning("hm", null, Marks.NONE),
                new Part.Refusal("No.", Marks.NONE),
                new Part.Opaque(
                    "openai.reasoning_details", "{\"reasoning_details\":[1]}", Marks.NONE)));
    assertThat(written(OTHER, call(assistant)).at("/messages/0"))
        .isEqualTo(
            JSON.readTree(
                "{\"role\":\"assistant\",\"content\":\"No.\",\"reasoning_content\":\"hm\","
                    + "\"reasoning_details\":[1]}"));
    Message refusal = Message.of("assistant", List.of(new Part.Refusal("No.", Marks.NONE)));
    assertThat(written(OPENAI, call(refusal)).at("/messages/0"))
        .isEqualTo(JSON.readTree("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"No.\"}"));
  }

  @Test
  void of_developerMessage_isSystemElsewhere() {
    ChatCall.Builder call = call(Message.of("developer", "Be brief"));
    assertThat(written(OPENAI, call).at("/messages/0/role").asString()).isEqualTo("developer");
    assertThat(written(OTHER, call).at("/messages/0/role").asString()).isEqualTo("system");
  }

  private static Dialect going(Prefill prefill) {
    return new Dialect("openai", false, Terminator.DONE, LimitField.BY_MODEL, null, prefill);
  }

  private static ChatCall.Builder begun(Extra extra) {
    Message begun = new Message(Message.ASSISTANT, List.of(Part.Text.of("To be or")), null, extra);
    return call(Message.of(Message.ASSISTANT, "Yes?"), Message.of(Message.USER, "Hamlet"), begun);
  }

  @Test
  void of_lastMessageOfTheAssistants_isGoneOnFromInTheHostsWords() {
    JsonNode prefix = written(going(Prefill.PREFIX), begun(Extra.NONE));
    assertThat(prefix.at("/messages/2/prefix").booleanValue()).isTrue();
    assertThat(prefix.at("/messages/0").has("prefix")).isFalse();
    JsonNode vllm = written(going(Prefill.VLLM), begun(Extra.NONE));
    assertThat(vllm.get("continue_final_message").booleanValue()).isTrue();
    assertThat(vllm.get("add_generation_prompt").booleanValue()).isFalse();
    assertThat(vllm.at("/messages/2").has("prefix")).isFalse();
    assertThat(written(going(Prefill.PLAIN), begun(Extra.NONE)))
        .isEqualTo(written(going(Prefill.NONE), begun(Extra.NONE)));
  }

  @Test
  void of_ownWordsAboutPrefill_win() {
    JsonNode prefix = written(going(Prefill.PREFIX), begun(Extra.of("\"prefix\":false")));
    assertThat(prefix.at("/messages/2/prefix").booleanValue()).isFalse();
    JsonNode vllm =
        written(
            going(Prefill.VLLM),
            begun(Extra.NONE).options(Extra.of("\"add_generation_prompt\":true")));
    assertThat(vllm.get("add_generation_prompt").booleanValue()).isTrue();
    assertThat(vllm.has("continue_final_message")).isFalse();
  }

  @Test
  void of_lastMessageThatIsNoBegunAnswer_addsNothing() {
    Message calling =
        Message.of(
            Message.ASSISTANT,
            List.of(Part.Text.of("Let me see"), new Part.ToolCall("c", "f", "{}", Marks.NONE)));
    for (Message last : List.of(Message.of(Message.USER, "Hi"), calling)) {
      for (Prefill prefill : Prefill.values()) {
        assertThat(written(going(prefill), call(last)))
            .isEqualTo(written(going(Prefill.NONE), call(last)));
      }
    }
  }

  @Test
  void of_unknownRole_isRefused() {
    assertRefused(
        call(Message.of("oracle", "x")),
        ErrorKind.UNSUPPORTED,
        "messages[0].role: the role 'oracle'");
  }

  private static ChatCall.Builder tools() {
    return call()
        .tools(
            List.of(
                new Tool.Function("f", "does f", "{\"type\":\"object\"}", true, Extra.NONE),
                new Tool.Function("g", null, "", null, Extra.of("\"cache_control\":{}"))));
  }

  @Test
  void of_tools_areFunctions() {
    assertThat(written(OPENAI, tools()).path("tools"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"type":"function","function":{"name":"f","description":"does f",
                  "parameters":{"type":"object"},"strict":true}},
                 {"type":"function","function":{"name":"g","cache_control":{}}}]
                """));
  }

  @Test
  void of_toolChoice_isSaidOrDoneByHiding() {
    ToolChoice forced = new ToolChoice(ToolChoice.REQUIRED, List.of("f"), false);
    JsonNode body = written(OPENAI, tools().toolChoice(forced));
    assertThat(body.path("tool_choice"))
        .isEqualTo(JSON.readTree("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"));
    assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();

    ToolChoice allowed = new ToolChoice(ToolChoice.AUTO, List.of("g"), null);
    assertThat(written(OPENAI, tools().toolChoice(allowed)).path("tool_choice"))
        .isEqualTo(
            JSON.readTree(
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":"
                    + "[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]}}"));
    JsonNode elsewhere = written(OTHER, tools().toolChoice(allowed));
    assertThat(elsewhere.path("tool_choice").asString()).isEqualTo("auto");
    assertThat(elsewhere.path("tools").size()).isEqualTo(1);
    assertThat(elsewhere.at("/tools/0/function/name").asString()).isEqualTo("g");
  }

  @Test
  void of_hostedTool_isForItsProviderOnly() {
    Tool ours = new Tool.Hosted("openai.browser_search", "browser", "{\"depth\":1}");
    Tool foreign = new Tool.Hosted("anthropic.bash", "bash", "{}");
    ChatRequest request = ChatRequest.of(call().tools(List.of(ours, foreign)).build(), OTHER);
    assertThat(request.dropped()).containsExactly("tools[1]");
    assertThat(body(request).path("tools"))
        .isEqualTo(JSON.readTree("[{\"type\":\"browser_search\",\"depth\":1}]"));
  }

  @Test
  void of_schemaThatIsNoJson_isRefused() {
    Tool tool = new Tool.Function("f", null, "{}},\"model\":\"dear\",\"x\":{{}", null, Extra.NONE);
    assertRefused(
        call().tools(List.of(tool)), ErrorKind.INVALID, "tools[0].schema is not well-formed JSON");
  }

  @Test
  void of_formats_areSaid() {
    ResponseFormat schema =
        new ResponseFormat.JsonSchema("P", null, "{\"type\":\"object\"}", true, Extra.NONE);
    assertThat(written(OPENAI, call().format(schema)).path("response_format"))
        .isEqualTo(
            JSON.readTree(
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"P\",\"strict\":true,"
                    + "\"schema\":{\"type\":\"object\"}}}"));
    assertThat(
            written(OPENAI, call().format(new ResponseFormat.JsonObject()))
                .at("/response_format/type")
                .asString())
        .isEqualTo("json_object");
    assertThatThrownBy(
            () -> dropped(OPENAI, call().format(new ResponseFormat.Grammar("regex", "a"))))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("format: this host has no grammars");
  }

  @Test
  void of_account_isNamedByHost() {
    ChatCall.Builder call =
        call()
            .endUser("u1")
            .serviceTier("flex")
            .store(false)
            .thinking(new Thinking("low", null, null))
            .output(new Output(List.of("text", "audio"), "low", "alloy", "audio/wav"));
    JsonNode body = written(OPENAI, call);
    assertThat(body.path("safety_identifier").asString()).isEqualTo("u1");
    assertThat(body.path("service_tier").asString()).isEqualTo("flex");
    assertThat(body.path("store").asBoolean(true)).isFalse();
    assertThat(body.path("reasoning_effort").asString()).isEqualTo("low");
    assertThat(body.path("verbosity").asString()).isEqualTo("low");
    assertThat(body.path("audio"))
        .isEqualTo(JSON.readTree("{\"voice\":\"alloy\",\"format\":\"wav\"}"));
    assertThat(written(OTHER, call).path("user").asString()).isEqualTo("u1");
  }

  @Test
  void of_stream_alwaysAsksForUsage() {
    Origin origin =
        Origin.of(
            Origin.OPENAI_CHAT,
            Extra.of("\"stream_options\":{\"include_usage\":false,\"include_obfuscation\":false}"));
    JsonNode body = written(OPENAI, call().stream(true).origin(origin));
    assertThat(body.path("stream").asBoolean(false)).isTrue();
    assertThat(body.path("stream_options"))
        .isEqualTo(JSON.readTree("{\"include_usage\":true,\"include_obfuscation\":false}"));
  }

  @Test
  void of_options_winOverAllButTheRoute() {
    ChatRequest request =
        ChatRequest.of(
            call()
                .sampling(Sampling.builder().temperature(1.0).maxOutput(5).build())
                .options(
                    Extra.of("\"temperature\":0.10,\"max_tokens\":7,\"model\":\"dear\",\"x\":1"))
                .origin(Origin.of(Origin.GRPC, Extra.of("\"x\":2,\"y\":null")))
                .build(),
            OPENAI);
    assertThat(request.dropped()).containsExactly("options.model");
    assertThat(body(request))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"gpt-4o\",\"temperature\":0.10,\"max_tokens\":7,\"x\":1,\"y\":null,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
  }

  @Test
  void of_extrasAtEveryLevel_arrive() {
    Extra extra = Extra.of("\"cache_control\":{\"type\":\"ephemeral\"}");
    Message message =
        new Message("user", List.of(new Part.Text("a", Marks.of(extra))), "ann", extra);
    JsonNode written = written(OPENAI, call(message)).at("/messages/0");
    assertThat(written)
        .isEqualTo(
            JSON.readTree(
                """
                {"role":"user","name":"ann","cache_control":{"type":"ephemeral"},"content":[
                  {"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}
                """));
  }

  @Test
  void of_extraThatRepeatsAMember_isReported() {
    Message message =
        new Message(
            "user", List.of(Part.Text.of("a")), null, Extra.of("\"role\":\"system\",\"k\":1"));
    assertThat(dropped(OPENAI, call(message))).containsExactly("messages[0].extra.role");
  }

  @Test
  void of_extrasOfAForeignDialect_areReported() {
    Origin origin = Origin.of("anthropic.messages", Extra.of("\"k\":1"));
    assertThat(dropped(OPENAI, call().origin(origin))).containsExactly("extra");
  }

  @Test
  void of_extrasWithinAForeignDialect_areReportedAndNotSent() {
    Extra extra = Extra.of("\"cache_control\":{\"type\":\"ephemeral\"}");
    Message message =
        new Message("user", List.of(new Part.Text("a", Marks.of(extra))), null, extra);
    ChatRequest request =
        ChatRequest.of(
            call(message).origin(Origin.of(Origin.ANTHROPIC_MESSAGES, Extra.NONE)).build(), OTHER);

    assertThat(request.dropped())
        .containsExactly("messages[0].parts[0].extra", "messages[0].extra");
    assertThat(body(request).toString()).doesNotContain("cache_control");
  }

  @Test
  void of_largePicture_isNotCopiedIntoTheText() {
    ByteBuffer data = ByteBuffer.allocate(1 << 20).asReadOnlyBuffer();
    Message message = Message.of("user", List.of(media("image/png", data, null, null)));
    ChatRequest request = ChatRequest.of(call(message).build(), OPENAI);
    assertThat(request.body()).hasSize(3);
    assertThat(body(request).at("/messages/0/content/0/image_url/url").asString().length())
        .isEqualTo("data:image/png;base64,".length() + ((1 << 20) + 2) / 3 * 4);
  }
}
