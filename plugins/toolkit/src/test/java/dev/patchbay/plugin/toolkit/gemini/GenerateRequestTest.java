package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class GenerateRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final GeminiHost GEMINI = new GeminiHost("gemini", false);
  private static final GeminiHost VERTEX = new GeminiHost("vertex", true);

  private static ChatCall.Builder call(String model, Message... messages) {
    List<Message> all =
        messages.length == 0 ? List.of(Message.of("user", "Hi")) : List.of(messages);
    return ChatCall.builder(model, all);
  }

  private static ChatCall.Builder call(Message... messages) {
    return call("gemini-2.5-flash", messages);
  }

  private static JsonNode body(GenerateRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return JSON.readTree(bytes.toString(UTF_8));
  }

  private static JsonNode written(ChatCall.Builder call) {
    GenerateRequest request = GenerateRequest.of(call.build(), GEMINI);
    assertThat(request.dropped()).as("dropped").isEmpty();
    return body(request);
  }

  private static List<String> dropped(ChatCall.Builder call) {
    return GenerateRequest.of(call.build(), GEMINI).dropped();
  }

  private static void assertAt(JsonNode body, String pointer, String json) {
    assertThat(body.at(pointer)).isEqualTo(JSON.readTree(json));
  }

  private static Marks signed(String signature, String by) {
    return new Marks(signature, by, null, Extra.NONE);
  }

  private static Part.ToolCall toolCall(String id, String name, Marks marks) {
    return new Part.ToolCall(id, name, "{\"a\":1}", marks);
  }

  private static Part.ToolResult result(String id, String text, boolean error) {
    return new Part.ToolResult(id, null, List.of(Part.Text.of(text)), error, Marks.NONE);
  }

  @Test
  void contents_neighboursOfOneRole_areOneTurn() {
    JsonNode body =
        written(
            call(
                Message.of("system", "Be brief."),
                Message.of("developer", "Be kind."),
                Message.of("user", "A"),
                Message.of("user", "B"),
                Message.of("assistant", "C"),
                Message.of("user", "D")));
    assertAt(
        body,
        "/contents",
        """
        [{"role":"user","parts":[{"text":"A"},{"text":"B"}]},
         {"role":"model","parts":[{"text":"C"}]},{"role":"user","parts":[{"text":"D"}]}]
        """);
    assertAt(
        body,
        "/systemInstruction",
        "{\"parts\":[{\"text\":\"Be brief.\"},{\"text\":\"Be kind.\"}]}");
  }

  @Test
  void contents_callsAndResults_areNamedAndSignedByTheirMaker() {
    JsonNode body =
        written(
            call(
                Message.of(
                    "assistant",
                    List.of(
                        toolCall("c1", "f", signed("c2ln", "gemini")),
                        toolCall("c2", "g", Marks.NONE))),
                Message.of("tool", List.of(result("c1", "{\"x\":1}", false))),
                Message.of(
                    "tool", List.of(result("c2", "plain", false), result("c2", "bad", true)))));
    assertAt(
        body,
        "/contents",
        """
        [{"role":"model","parts":[
           {"functionCall":{"id":"c1","name":"f","args":{"a":1}},"thoughtSignature":"c2ln"},
           {"functionCall":{"id":"c2","name":"g","args":{"a":1}}}]},
         {"role":"user","parts":[
           {"functionResponse":{"id":"c1","name":"f","response":{"x":1}}},
           {"functionResponse":{"id":"c2","name":"g","response":{"output":"plain"}}},
           {"functionResponse":{"id":"c2","name":"g","response":{"error":"bad"}}}]}]
        """);
  }

  @Test
  void contents_callOfAnotherMaker_isSentWithGooglesPlaceholder() {
    ChatCall.Builder call =
        call(
            "gemini-3-pro-preview",
            Message.of(
                "assistant",
                List.of(
                    toolCall("c1", "f", signed("x", "anthropic")),
                    toolCall("c2", "g", Marks.NONE))),
            Message.of("tool", List.of(result("c1", "1", false), result("c2", "2", false))));
    GenerateRequest request = GenerateRequest.of(call.build(), GEMINI);
    assertThat(request.dropped()).containsExactly("messages[0].parts[0].signature");
    assertThat(body(request).at("/contents/0/parts/0/thoughtSignature").asString())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(body(request).at("/contents/0/parts/1").has("thoughtSignature")).isFalse();
  }

  @Test
  void contents_resultOfUnknownCall_isRefused() {
    ChatCall.Builder call = call(Message.of("tool", List.of(result("c9", "1", false))));
    assertThatThrownBy(() -> written(call))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining("messages[0].parts[0]");
  }

  @Test
  void contents_argumentsThatAreNoObject_areRefused() {
    Part part = new Part.ToolCall("c1", "f", "{\"a\":", Marks.NONE);
    assertThatThrownBy(() -> written(call(Message.of("assistant", List.of(part)))))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("messages[0].parts[0].arguments");
  }

  @Test
  void contents_thoughtsAndTexts_goBackWithTheirSignatures() {
    JsonNode body =
        written(
            call(
                Message.of(
                    "assistant",
                    List.of(
                        new Part.Reasoning("Hm.", null, signed("c1", "gemini")),
                        new Part.Text("So", signed("c2", "gemini")),
                        new Part.Text("", Marks.NONE),
                        new Part.Opaque(
                            "gemini.executableCode", "{\"executableCode\":{}}", Marks.NONE)))));
    assertAt(
        body,
        "/contents/0/parts",
        """
        [{"text":"Hm.","thought":true,"thoughtSignature":"c1"},
         {"text":"So","thoughtSignature":"c2"},{"executableCode":{}}]
        """);
  }

  private static Part.Media media(
      String type, @Nullable String data, @Nullable String uri, @Nullable String name) {
    ByteBuffer bytes = data == null ? null : ByteBuffer.wrap(data.getBytes(UTF_8));
    return new Part.Media(type, bytes, uri, null, name, null, Marks.NONE);
  }

  @Test
  void media_bytesAndUris_areInlineAndFileData() {
    JsonNode body =
        written(
            call(
                Message.of(
                    "user",
                    List.of(
                        media("image/png", "abc", null, null),
                        media("", null, "https://h.example/a.JPG?x=1.y", null)))));
    assertAt(
        body,
        "/contents/0/parts",
        """
        [{"inlineData":{"mimeType":"image/png","data":"YWJj"}},
         {"fileData":{"mimeType":"image/jpeg","fileUri":"https://h.example/a.JPG?x=1.y"}}]
        """);
  }

  @Test
  void media_name_isKnownToVertexOnly() {
    ChatCall call =
        call(Message.of("user", List.of(media("application/pdf", "abc", null, "a.pdf")))).build();
    assertThat(GenerateRequest.of(call, GEMINI).dropped())
        .containsExactly("messages[0].parts[0].filename");
    assertThat(body(GenerateRequest.of(call, VERTEX)).at("/contents/0/parts/0/inlineData"))
        .isEqualTo(
            JSON.readTree(
                "{\"mimeType\":\"application/pdf\",\"displayName\":\"a.pdf\",\"data\":\"YWJj\"}"));
  }

  private static Tool function(String schema, @Nullable Boolean strict) {
    return new Tool.Function("f", "does", schema, strict, Extra.NONE);
  }

  @Test
  void tools_schemas_goUnderTheMemberOfTheirKind() {
    JsonNode body =
        written(
            call()
                .tools(
                    List.of(
                        function("{\"type\":\"object\"}", null),
                        new Tool.Hosted("gemini.googleSearch", "search", "{}"),
                        function("{\"type\":\"OBJECT\"}", null))));
    assertAt(
        body,
        "/tools",
        """
        [{"functionDeclarations":[
           {"name":"f","description":"does","parametersJsonSchema":{"type":"object"}},
           {"name":"f","description":"does","parameters":{"type":"OBJECT"}}]},
         {"googleSearch":{}}]
        """);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "auto,-,false,AUTO",
        "auto,f,false,VALIDATED",
        "auto,-,true,VALIDATED",
        "-,-,true,VALIDATED",
        "-,-,false,-",
        "none,f,true,NONE",
        "required,f,false,ANY",
        "required,-,true,ANY"
      })
  void toolChoice_isMode(
      @Nullable String said, @Nullable String allowed, boolean strict, @Nullable String mode) {
    List<String> names = allowed == null ? List.of() : List.of(allowed);
    JsonNode config =
        written(
                call()
                    .tools(List.of(function("{}", strict)))
                    .toolChoice(new ToolChoice(said, names, null)))
            .at("/toolConfig/functionCallingConfig");
    assertThat(config.path("mode").asString(null)).isEqualTo(mode);
    boolean named = allowed != null && !"NONE".equals(mode);
    assertThat(config.path("allowedFunctionNames").path(0).asString(null))
        .isEqualTo(named ? allowed : null);
  }

  @Test
  void config_everything_isWritten() {
    Sampling sampling =
        Sampling.builder()
            .temperature(0.5)
            .topP(0.9)
            .topK(40)
            .presencePenalty(0.1)
            .frequencyPenalty(0.2)
            .maxOutput(100)
            .choices(2)
            .seed(7L)
            .stop(List.of("END"))
            .topLogprobs(3)
            .build();
    JsonNode body =
        written(
            call()
                .sampling(sampling)
                .format(
                    new ResponseFormat.JsonSchema(
                        "s", null, "{\"type\":\"object\"}", true, Extra.NONE))
                .thinking(new Thinking(null, 512, true))
                .output(new Output(List.of("text", "audio"), null, "Kore", null))
                .serviceTier("flex")
                .store(false));
    assertAt(
        body,
        "/generationConfig",
        """
        {"temperature":0.5,"topP":0.9,"topK":40,"presencePenalty":0.1,"frequencyPenalty":0.2,
         "maxOutputTokens":100,"candidateCount":2,"seed":7,"stopSequences":["END"],
         "responseLogprobs":true,"logprobs":3,"responseMimeType":"application/json",
         "responseJsonSchema":{"type":"object"},
         "thinkingConfig":{"thinkingBudget":512,"includeThoughts":true},
         "responseModalities":["TEXT","AUDIO"],
         "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}}
        """);
    assertThat(body.path("serviceTier").asString()).isEqualTo("flex");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro-preview,low,thinkingLevel,low",
    "gemini-3.6-flash,MINIMAL,thinkingLevel,minimal",
    "gemini-flash-latest,high,thinkingLevel,high",
    "gemini-2.5-flash,none,thinkingBudget,0",
    "gemini-2.5-pro,medium,thinkingBudget,8192"
  })
  void effort_isLevelOrBudgetByModel(String model, String effort, String member, String value) {
    JsonNode config =
        written(call(model).thinking(new Thinking(effort, null, null)))
            .at("/generationConfig/thinkingConfig");
    assertThat(config.size()).isEqualTo(1);
    assertThat(config.path(member).asString()).isEqualTo(value);
  }

  @Test
  void effort_besideBudgetOrUnknown_isReported() {
    assertThat(dropped(call().thinking(new Thinking("low", 100, null))))
        .containsExactly("thinking.effort");
    assertThat(dropped(call("gemini-3-pro").thinking(new Thinking("none", null, null))))
        .containsExactly("thinking.effort");
  }

  @Test
  void options_win_memberByMemberInTheConfig() {
    JsonNode body =
        written(
            call()
                .sampling(Sampling.builder().temperature(0.5).topK(1).build())
                .options(
                    Extra.of(
                        "\"generation_config\":{\"top_k\":9,\"mediaResolution\":\"LOW\"},"
                            + "\"safetySettings\":[]")));
    assertAt(
        body, "/generationConfig", "{\"top_k\":9,\"mediaResolution\":\"LOW\",\"temperature\":0.5}");
    assertThat(body.has("safetySettings")).isTrue();
  }

  @Test
  void options_model_isRoutedAndReported() {
    assertThat(dropped(call().options(Extra.of("\"model\":\"x\",\"stream\":true"))))
        .containsExactly("options.model", "options.stream");
  }

  @Test
  void extras_ofAnotherDialect_areReported() {
    Message message =
        new Message(
            "user",
            List.of(new Part.Text("Hi", Marks.of(Extra.of("\"x\":1")))),
            "ann",
            Extra.of("\"y\":2"));
    assertThat(dropped(call(message).origin(Origin.of(Origin.OPENAI_CHAT, Extra.of("\"z\":3")))))
        .containsExactlyInAnyOrder(
            "extra", "messages[0].name", "messages[0].extra", "messages[0].parts[0].extra");
  }

  @Test
  void extras_ofGrpcCaller_goIntoTheirPart() {
    Message message =
        Message.of(
            "user", List.of(new Part.Text("Hi", Marks.of(Extra.of("\"videoMetadata\":{}")))));
    assertAt(
        written(call(message)), "/contents/0/parts/0", "{\"text\":\"Hi\",\"videoMetadata\":{}}");
  }
}
