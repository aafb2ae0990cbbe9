package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.Capabilities;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class MessagesRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Variant HERE = Variant.anthropic("anthropic");
  private static final String OLD = "claude-sonnet-4-5";
  private static final String NEW = "claude-opus-4-8";
  private static final Tool TOOL = new Tool.Function("f", null, "", null, Extra.NONE);

  private static ChatCall.Builder call(Message... messages) {
    return call(OLD, messages);
  }

  private static ChatCall.Builder call(String model, Message... messages) {
    List<Message> all =
        messages.length == 0 ? List.of(Message.of("user", "Hi")) : List.of(messages);
    return ChatCall.builder(model, all);
  }

  private static MessagesRequest request(ChatCall.Builder call) {
    return MessagesRequest.of(call.build(), HERE, Capabilities.UNKNOWN);
  }

  static JsonNode body(MessagesRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return JSON.readTree(bytes.toString(UTF_8));
  }

  private static JsonNode written(ChatCall.Builder call) {
    MessagesRequest request = request(call);
    assertThat(request.dropped()).as("dropped").isEmpty();
    return body(request);
  }

  private static void assertWritten(ChatCall.Builder call, String pointer, String json) {
    assertThat(written(call).at(pointer)).isEqualTo(JSON.readTree(json));
  }

  private static List<String> dropped(ChatCall.Builder call) {
    return request(call).dropped();
  }

  private static Message say(String role, Part... parts) {
    return Message.of(role, List.of(parts));
  }

  private static Part.ToolCall toolCall(String id, String arguments) {
    return new Part.ToolCall(id, "f", arguments, Marks.NONE);
  }

  private static Part.ToolResult result(String id, Part... parts) {
    return new Part.ToolResult(id, "f", List.of(parts), false, Marks.NONE);
  }

  private static Marks minted(String maker, String signature) {
    return new Marks(signature, maker, null, Extra.NONE);
  }

  private static ChatCall.Builder thinking(
      String model, @Nullable String effort, @Nullable Integer budget, @Nullable Boolean include) {
    return call(model)
        .sampling(Sampling.builder().maxOutput(20_000).build())
        .thinking(new Thinking(effort, budget, include));
  }

  @Test
  void of_plainCall_saysNothingMore() {
    assertThat(written(call()))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":4096,\"messages\":[{\"role\":\"user\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]}"));
  }

  @Test
  void of_noLimit_takesTheModels() {
    Capabilities known = Capabilities.of(Set.of()).maxOutput(64_000);
    MessagesRequest request = MessagesRequest.of(call().build(), HERE, known);
    assertThat(body(request).path("max_tokens").asInt()).isEqualTo(64_000);
  }

  @Test
  void of_variants_differInTheirHeads() {
    ChatCall call = call().stream(true).build();
    JsonNode vertex =
        body(MessagesRequest.of(call, Variant.vertex("vertex"), Capabilities.UNKNOWN));
    JsonNode bedrock =
        body(MessagesRequest.of(call, Variant.bedrock("bedrock"), Capabilities.UNKNOWN));
    assertThat(vertex.propertyNames())
        .containsExactlyInAnyOrder("anthropic_version", "stream", "max_tokens", "messages");
    assertThat(bedrock.propertyNames())
        .containsExactlyInAnyOrder("anthropic_version", "max_tokens", "messages");
  }

  @Test
  void of_systemAndDeveloper_standAtTheTop() {
    assertWritten(
        call(Message.of("system", "a"), Message.of("developer", "b"), Message.of("user", "c")),
        "/system",
        "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]");
  }

  @Test
  void of_systemBetweenTurns_staysWhereTheModelTakesIt() {
    Message[] messages = {
      Message.of("user", "a"),
      Message.of("system", "b"),
      Message.of("assistant", "c"),
      Message.of("user", "d")
    };
    assertThat(written(call(NEW, messages)).path("messages").findValuesAsString("role"))
        .containsExactly("user", "system", "assistant", "user");
    MessagesRequest old = request(call(OLD, messages));
    assertThat(old.dropped()).containsExactly("messages[1].position");
    assertThat(body(old).at("/system/0/text").asString()).isEqualTo("b");
    assertThat(
            dropped(
                call(
                    NEW,
                    Message.of("user", "a"),
                    Message.of("system", "b"),
                    Message.of("user", "c"))))
        .as("before a user's turn it is refused")
        .containsExactly("messages[1].position");
  }

  @Test
  void of_turnsOfOneRole_areOneWithResultsFirst() {
    ChatCall.Builder call =
        call(
            Message.of("user", "q"),
            say("assistant", toolCall("a", "{\"x\":1}"), toolCall("b", "")),
            say("tool", result("a", Part.Text.of("1"))),
            Message.of("user", "and"),
            say("tool", new Part.ToolResult("b", null, List.of(), true, Marks.NONE)));
    assertWritten(
        call,
        "/messages/2",
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"1\"}]},{\"type\":\"tool_result\","
            + "\"tool_use_id\":\"b\",\"is_error\":true},{\"type\":\"text\",\"text\":\"and\"}]}");
    assertWritten(
        call,
        "/messages/1/content",
        "[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{\"x\":1}},"
            + "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}]");
  }

  @Test
  void of_idsAndArgumentsOfOtherMakers_areMadeFit() {
    JsonNode body =
        written(
            call(
                Message.of("user", "q"),
                say("assistant", toolCall("functions.f:0", "{bad")),
                say("tool", result("functions.f:0", Part.Text.of("1")))));
    assertThat(body.at("/messages/1/content/0/id").asString()).isEqualTo("functions_f_0");
    assertThat(body.at("/messages/2/content/0/tool_use_id").asString()).isEqualTo("functions_f_0");
    assertThat(body.at("/messages/1/content/0/input"))
        .isEqualTo(JSON.readTree("{\"INVALID_JSON\":\"{bad\"}"));
  }

  @Test
  void of_emptyTexts_areLeftOut() {
    JsonNode body =
        written(
            call(
                Message.of("user", "q"),
                Message.of("assistant", ""),
                say("user", Part.Text.of(""), Part.Text.of("r"))));
    assertThat(body.at("/messages").size()).isEqualTo(1);
    assertThat(body.at("/messages/0/content").findValuesAsString("text")).containsExactly("q", "r");
  }

  @Test
  void of_thinkingOfItsOwn_goesBackAndNoOther() {
    Part ours = new Part.Reasoning("hm", null, minted("anthropic", "sig"));
    Part sealed = new Part.Reasoning("", "data", new Marks(null, "anthropic", null, Extra.NONE));
    Part opaque =
        new Part.Opaque(
            "anthropic.redacted_thinking",
            "{\"type\":\"redacted_thinking\",\"data\":\"d\"}",
            Marks.NONE);
    assertWritten(
        call(
            Message.of("user", "q"),
            say("assistant", ours, sealed, opaque, Part.Text.of("a")),
            Message.of("user", "r")),
        "/messages/1/content",
        "[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig\"},"
            + "{\"type\":\"redacted_thinking\",\"data\":\"data\"},"
            + "{\"type\":\"redacted_thinking\",\"data\":\"d\"},{\"type\":\"text\",\"text\":\"a\"}]");
    Part theirs = new Part.Reasoning("hm", null, minted("vertex", "sig"));
    Part unsigned = new Part.Reasoning("hm", null, Marks.NONE);
    Part other = new Part.Opaque("openai.x", "{}", Marks.NONE);
    assertThat(
            dropped(
                call(
                    Message.of("user", "q"),
                    say("assistant", theirs, unsigned, other, Part.Text.of("a")))))
        .containsExactly("messages[1].parts[0]", "messages[1].parts[1]", "messages[1].parts[2]");
  }

  @Test
  void of_callersOwnSignature_standsInTheCall() {
    Part.ToolCall call =
        new Part.ToolCall(
            "a", "f", "{}", minted("anthropic", "\"caller\":{\"type\":\"x\",\"tool_id\":\"t\"}"));
    assertWritten(
        call(Message.of("user", "q"), say("assistant", call)),
        "/messages/1/content/0/caller",
        "{\"type\":\"x\",\"tool_id\":\"t\"}");
  }

  @Test
  void of_cachePoints_areSaid() {
    Part text = new Part.Text("a", new Marks(null, null, "", Extra.NONE));
    Part hour = new Part.Text("b", new Marks(null, null, "1h", Extra.NONE));
    JsonNode content = written(call(say("user", text, hour))).at("/messages/0/content");
    assertThat(content.at("/0/cache_control")).isEqualTo(JSON.readTree("{\"type\":\"ephemeral\"}"));
    assertThat(content.at("/1/cache_control"))
        .isEqualTo(JSON.readTree("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/png | x | | | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'eA=='}}",
        "image/* | | https://a/b | | {'type':'image','source':{'type':'url','url':'https://a/b'}}",
        "image/png | | data:image/png;base64,eA== | | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'eA=='}}",
        "image/* | | | f1 | {'type':'image','source':{'type':'file','file_id':'f1'}}",
        "'' | | https://a/b | | {'type':'image','source':{'type':'url','url':'https://a/b'}}",
        "application/pdf | x | | | {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'eA=='}}",
        "application/pdf | | https://a/b | | {'type':'document','source':{'type':'url','url':'https://a/b'}}",
        "'' | | | f1 | {'type':'document','source':{'type':'file','file_id':'f1'}}",
        "text/csv | x | | | {'type':'document','source':{'type':'text','media_type':'text/plain','data':'x'}}",
      })
  void of_media_areBlocks(
      String type,
      @Nullable String data,
      @Nullable String uri,
      @Nullable String file,
      String block) {
    ByteBuffer bytes = data == null ? null : ByteBuffer.wrap(data.getBytes(UTF_8));
    Part media = new Part.Media(type, bytes, uri, file, null, null, Marks.NONE);
    assertWritten(call(say("user", media)), "/messages/0/content/0", block.replace('\'', '"'));
  }

  @Test
  void of_documentWithTitle_keepsIt() {
    Part media =
        new Part.Media("application/pdf", null, "https://a/b", null, "B", null, Marks.NONE);
    assertThat(written(call(say("user", media))).at("/messages/0/content/0/title").asString())
        .isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource({"audio/wav, https://a/b", "video/mp4, https://a/b", "image/png, gs://a/b"})
  void of_mediaThatCantBeSaid_isRefused(String type, String uri) {
    Part media = new Part.Media(type, null, uri, null, null, null, Marks.NONE);
    assertThatThrownBy(() -> request(call(say("user", media))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageStartingWith("messages[0].parts[0]");
  }

  @Test
  void of_pictureInResult_staysThere() {
    Part picture = new Part.Media("image/png", null, "https://a/b", null, null, null, Marks.NONE);
    assertThat(
            written(call(say("assistant", toolCall("a", "")), say("tool", result("a", picture))))
                .at("/messages/1/content/0/content/0/type")
                .asString())
        .isEqualTo("image");
  }

  @Test
  void of_tools_areSaid() {
    Tool full =
        new Tool.Function(
            "g", "d", "{\"type\":\"object\"}", true, Extra.of("\"defer_loading\":true"));
    Tool hosted =
        new Tool.Hosted(
            "anthropic.web_search_20250305",
            "web_search",
            "{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":5}");
    assertWritten(
        call().tools(List.of(TOOL, full, hosted)),
        "/tools",
        "[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}},"
            + "{\"name\":\"g\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\"},"
            + "\"strict\":true,\"defer_loading\":true},{\"type\":\"web_search_20250305\","
            + "\"name\":\"web_search\",\"max_uses\":5}]");
    assertThat(dropped(call().tools(List.of(TOOL, new Tool.Hosted("openai.x", "x", "{}")))))
        .containsExactly("tools[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | | | {'type':'auto'}",
        "required | | | {'type':'any'}",
        "required | f | false | {'type':'tool','name':'f','disable_parallel_tool_use':true}",
        "none | | false | {'type':'none'}",
        "auto | | true | {'type':'auto','disable_parallel_tool_use':false}",
        " | | false | {'type':'auto','disable_parallel_tool_use':true}",
      })
  void of_toolChoice_isSaid(
      @Nullable String mode, @Nullable String allowed, @Nullable Boolean parallel, String choice) {
    List<String> names = allowed == null ? List.of() : List.of(allowed);
    assertWritten(
        call().tools(List.of(TOOL)).toolChoice(new ToolChoice(mode, names, parallel)),
        "/tool_choice",
        choice.replace('\'', '"'));
  }

  @Test
  void of_allowedTools_areTheOnlyOnesShown() {
    Tool other = new Tool.Function("g", null, "", null, Extra.NONE);
    ToolChoice two = new ToolChoice(ToolChoice.AUTO, List.of("f", "h"), null);
    JsonNode body = written(call().tools(List.of(TOOL, other)).toolChoice(two));
    assertThat(body.path("tools").findValuesAsString("name")).containsExactly("f");
  }

  @Test
  void of_choiceWithoutTools_isReportedIfItMatters() {
    assertThat(written(call().toolChoice(new ToolChoice("auto", List.of(), null))))
        .isEqualTo(written(call()));
    assertThat(dropped(call().toolChoice(new ToolChoice("required", List.of(), null))))
        .containsExactly("tool_choice");
  }

  @Test
  void of_schema_isSaid() {
    ResponseFormat schema =
        new ResponseFormat.JsonSchema("n", null, "{\"type\":\"object\"}", true, Extra.NONE);
    assertWritten(
        call().format(schema),
        "/output_config",
        "{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}");
  }

  @Test
  void of_sampling_isSaidOrReported() {
    Sampling.Builder all =
        Sampling.builder().temperature(0.5).topK(5).stop(List.of("x")).maxOutput(9);
    JsonNode body = written(call().sampling(all.build()));
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("top_k").asInt()).isEqualTo(5);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(9);
    assertThat(body.at("/stop_sequences/0").asString()).isEqualTo("x");
    all.topP(0.9);
    assertThat(dropped(call().sampling(all.build()))).containsExactly("sampling.top_p");
    assertThat(dropped(call("claude-3-haiku-20240307").sampling(all.build()))).isEmpty();
    assertThat(dropped(call(NEW).sampling(all.build())))
        .containsExactly("sampling.temperature", "sampling.top_p", "sampling.top_k");
    assertThat(dropped(call(NEW).sampling(Sampling.builder().temperature(1.0).build()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claude-sonnet-4-5 | | 2000 | | {'type':'enabled','budget_tokens':2000} | ",
        "claude-sonnet-4-5 | | 2000 | false | {'type':'enabled','budget_tokens':2000,'display':'omitted'} | ",
        "claude-sonnet-4-5 | low | | true | {'type':'enabled','budget_tokens':2048} | ",
        "claude-opus-4-5 | high | | | | high",
        "claude-opus-4-6 | max | | | {'type':'adaptive'} | max",
        "claude-opus-4-6 | medium | 3000 | | {'type':'enabled','budget_tokens':3000} | medium",
        "claude-opus-4-8 | xhigh | | true | {'type':'adaptive','display':'summarized'} | xhigh",
        "claude-opus-4-8 | none | | | {'type':'disabled'} | ",
        "claude-sonnet-5 | | | true | {'type':'adaptive','display':'summarized'} | ",
        "some-model | high | 2000 | | {'type':'enabled','budget_tokens':2000} | high",
      })
  void of_thinking_isSaidAsTheModelTakesIt(
      String model,
      @Nullable String effort,
      @Nullable Integer budget,
      @Nullable Boolean include,
      @Nullable String thinking,
      @Nullable String written) {
    JsonNode body = written(thinking(model, effort, budget, include));
    if (thinking == null) {
      assertThat(body.has("thinking")).isFalse();
    } else {
      assertThat(body.path("thinking")).isEqualTo(JSON.readTree(thinking.replace('\'', '"')));
    }
    assertThat(body.at("/output_config/effort").asString(""))
        .isEqualTo(written == null ? "" : written);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5, , 500, thinking.budget_tokens",
    "claude-sonnet-4-5, , 30000, thinking.budget_tokens",
    "claude-opus-4-8, , 2000, thinking.budget_tokens",
    "claude-opus-4-6, xhigh, , thinking.effort",
    "claude-opus-4-8, minimal, , thinking.effort",
    "claude-fable-5, none, , thinking.effort",
    "claude-3-5-sonnet-20241022, high, , thinking.effort",
  })
  void of_thinkingThatTheModelCant_isReported(
      String model, @Nullable String effort, @Nullable Integer budget, String path) {
    assertThat(dropped(thinking(model, effort, budget, null))).containsExactly(path);
  }

  @Test
  void of_thinking_excludesSamplingAndGivesWayToAForcedTool() {
    Sampling sampling = Sampling.builder().maxOutput(9000).temperature(0.5).topK(3).build();
    assertThat(dropped(thinking(OLD, null, 2000, null).sampling(sampling)))
        .containsExactly("sampling.temperature", "sampling.top_k");
    ChatCall.Builder forced =
        thinking(OLD, null, 2000, null)
            .tools(List.of(TOOL))
            .toolChoice(new ToolChoice("required", List.of(), null));
    assertThat(dropped(forced)).containsExactly("thinking");
    assertThat(body(request(forced)).has("thinking")).isFalse();
  }

  @Test
  void of_resultsOfCallsWithoutTheirThinking_excludeABudgetOnly() {
    List<Message> messages =
        List.of(
            Message.of("user", "q"),
            say("assistant", toolCall("a", "")),
            say("tool", result("a", Part.Text.of("1"))));
    assertThat(dropped(thinking(OLD, null, 2000, null).messages(messages)))
        .containsExactly("thinking");
    assertThat(dropped(thinking(NEW, "high", null, null).messages(messages))).isEmpty();
  }

  @Test
  void of_accountAndOutput_areSaidOrReported() {
    JsonNode body = written(call().endUser("u").serviceTier("default").store(false));
    assertThat(body.at("/metadata/user_id").asString()).isEqualTo("u");
    assertThat(body.path("service_tier").asString()).isEqualTo("standard_only");
    assertThat(dropped(call().serviceTier("flex"))).containsExactly("service_tier");
    Output wordy = new Output(List.of("text"), "high", null, null);
    assertThat(dropped(call().output(wordy))).containsExactly("output.verbosity");
    Output sound = new Output(List.of("audio"), null, null, null);
    assertThatThrownBy(() -> request(call().output(sound)))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("output.modalities");
  }

  @Test
  void of_ownMembers_win() {
    ChatCall.Builder call =
        thinking(NEW, "low", null, null)
            .options(
                Extra.of(
                    "\"thinking\":{\"type\":\"disabled\"},\"max_tokens\":1,\"model\":\"x\","
                        + "\"container\":\"c\""));
    MessagesRequest request = request(call);
    assertThat(request.dropped()).containsExactly("options.model");
    assertThat(body(request).at("/thinking/type").asString()).isEqualTo("disabled");
    assertThat(body(request).path("max_tokens").asInt()).isEqualTo(1);
    assertThat(body(request).path("container").asString()).isEqualTo("c");
    assertThat(dropped(call().origin(Origin.of(Origin.OPENAI_CHAT, Extra.of("\"prediction\":{}")))))
        .containsExactly("extra");
  }
}
