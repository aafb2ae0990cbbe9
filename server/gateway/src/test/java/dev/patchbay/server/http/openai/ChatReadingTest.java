package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.RawBody;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReadingTest {
  private static final String ASK =
      "\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private static ChatReading.Chat read(String json) {
    Terms.Builder terms = Terms.builder(Door.HTTP, Principal.ANONYMOUS);
    return ChatReading.read(json.getBytes(UTF_8), terms, Duration.ofSeconds(15));
  }

  private static ChatCall call(String members) {
    return read("{" + ASK + "," + members + "}").request().call();
  }

  private static List<Message> messages(String json) {
    return read("{\"model\":\"m\",\"messages\":" + json + "}").request().call().messages();
  }

  private static Part part(String json) {
    return messages("[{\"role\":\"user\",\"content\":[" + json + "]}]")
        .getFirst()
        .parts()
        .getFirst();
  }

  @Test
  void read_everyModelledMember_isInTheCall() {
    ChatCall call =
        call(
            """
            "stream":true,"temperature":0.7,"top_p":0.9,"top_k":40,"min_p":0.1,"frequency_penalty":-1,
            "presence_penalty":2,"repetition_penalty":1.1,"seed":9007199254740993,"stop":["a","b"],
            "max_completion_tokens":77,"max_tokens":5,"n":2,"logit_bias":{"50256":-100},"logprobs":true,
            "top_logprobs":3,"reasoning_effort":"low","verbosity":"high","modalities":["text","audio"],
            "audio":{"voice":"alloy","format":"wav"},"safety_identifier":"u1","service_tier":"flex",
            "store":false,"parallel_tool_calls":false
            """);

    assertThat(call.stream()).isTrue();
    assertThat(call.sampling())
        .isEqualTo(
            Sampling.builder()
                .temperature(0.7)
                .topP(0.9)
                .topK(40)
                .minP(0.1)
                .frequencyPenalty(-1.0)
                .presencePenalty(2.0)
                .repetitionPenalty(1.1)
                .seed(9007199254740993L)
                .stop(List.of("a", "b"))
                .maxOutput(77)
                .choices(2)
                .logitBias(Map.of("50256", -100.0))
                .topLogprobs(3)
                .build());
    assertThat(call.thinking()).isEqualTo(new Thinking("low", null, null));
    assertThat(call.output())
        .isEqualTo(new Output(List.of("text", "audio"), "high", "alloy", "audio/wav"));
    assertThat(call.endUser()).isEqualTo("u1");
    assertThat(call.serviceTier()).isEqualTo("flex");
    assertThat(call.store()).isFalse();
    assertThat(call.toolChoice()).isEqualTo(new ToolChoice(null, List.of(), false));
    assertThat(call.origin().extra()).isEqualTo(Extra.NONE);
  }

  @Test
  void read_explicitNulls_areAsAbsent() {
    assertThat(
            call("\"temperature\":null,\"stop\":null,\"tools\":null,\"seed\":null,\"stream\":null"))
        .usingRecursiveComparison()
        .ignoringFields("origin.body")
        .isEqualTo(read("{" + ASK + "}").request().call());
  }

  @Test
  void read_unmodelledMembers_areCarriedAsTheyWereWritten() {
    ChatCall call = call("\"metadata\" : { \"a\":1.0 },\"web_search_options\":{},\"x\":1e400");

    assertThat(call.origin().extra().members())
        .isEqualTo("\"metadata\" : { \"a\":1.0 },\"web_search_options\":{},\"x\":1e400");
  }

  @Test
  void read_ownMembers_areNotCarried() {
    ChatReading.Chat chat =
        read(
            "{"
                + ASK
                + ",\"fallback_enabled\":true,\"patchbay\":{\"only_providers\":[\"openai\"],"
                + "\"exclude_providers\":[\"sim\"],\"regions\":[\"eu\"],\"hold\":\"none\",\"fallbacks\":[]}}");

    assertThat(chat.request().call().origin().extra()).isEqualTo(Extra.NONE);
    Terms terms = chat.request().terms();
    assertThat(terms.onlyProviders()).containsExactly("openai");
    assertThat(terms.excludedProviders()).containsExactly("sim");
    assertThat(terms.regions()).containsExactly("eu");
  }

  @Test
  void read_body_goesAlongWithThePlacesOfItsMembers() {
    String json = "{" + ASK + ", \"a\\u0062\" : [1] }";
    RawBody body = Objects.requireNonNull(read(json).request().call().origin().body());

    assertThat(read(json).request().dialect()).isEqualTo(Origin.OPENAI_CHAT);
    assertThat(body.members())
        .extracting(RawBody.Member::name)
        .containsExactly("model", "messages", "ab");
    RawBody.Member last = body.members().getLast();
    assertThat(json.substring(last.from(), last.to())).isEqualTo("\"a\\u0062\" : [1]");
    assertThat(json.substring(last.value(), last.to())).isEqualTo("[1]");
  }

  @Test
  void read_parts_areOfTheirKinds() {
    assertThat(part("{\"type\":\"text\",\"text\":\"a\",\"cache\":1}"))
        .isEqualTo(new Part.Text("a", Marks.of(Extra.of("\"cache\":1"))));
    assertThat(
            part(
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y\",\"detail\":\"low\"}}"))
        .isEqualTo(new Part.Media("image/*", null, "https://x/y", null, null, "low", Marks.NONE));
    assertThat(
            part("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAE=\"}}"))
        .isEqualTo(
            new Part.Media(
                "image/png", null, "data:image/png;base64,AAE=", null, null, null, Marks.NONE));
    assertThat(
            part(
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAE=\",\"format\":\"wav\"}}"))
        .isEqualTo(new Part.Media("audio/wav", bytes(0, 1), null, null, null, null, Marks.NONE));
    assertThat(
            part(
                "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AQ==\",\"filename\":\"f\"}}"))
        .isEqualTo(new Part.Media("application/pdf", bytes(1), null, null, "f", null, Marks.NONE));
    assertThat(part("{\"type\":\"file\",\"file\":{\"file_id\":\"id\"}}"))
        .isEqualTo(new Part.Media("", null, null, "id", null, null, Marks.NONE));
    assertThat(part("{\"type\":\"hologram\",\"n\":1.50}"))
        .isEqualTo(
            new Part.Opaque("openai.hologram", "{\"type\":\"hologram\",\"n\":1.50}", Marks.NONE));
  }

  private static ByteBuffer bytes(int... values) {
    var buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  @Test
  void read_turnsOfATool_areCallAndResult() {
    List<Message> turns =
        messages(
            """
            [{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"42"}]\
            """);

    assertThat(turns.get(0).parts())
        .containsExactly(new Part.ToolCall("c1", "f", "{}", Marks.NONE));
    assertThat(turns.get(1).parts())
        .containsExactly(
            new Part.ToolResult("c1", null, List.of(Part.Text.of("42")), false, Marks.NONE));
  }

  @Test
  void read_thoughtsWithProofs_goBackToTheirMaker() {
    ChatCall call =
        read("""
        {"model":"m","messages":[{"role":"assistant","content":"hi","reasoning_content":"I see",
         "reasoning_details":[
           {"type":"reasoning.text","index":0,"format":"patchbay","text":"I see","signature":"patchbay:gemini:s0"},
           {"type":"reasoning.encrypted","index":1,"format":"patchbay","data":"patchbay:gemini:s1"},
           {"type":"reasoning.text","format":"unknown","text":"other"},
           {"type":"reasoning.encrypted","index":2,"format":"patchbay","id":"call_1","data":"patchbay:gemini:s2"}],
         "patchbay":{"opaque":[{"index":0,"type":"gemini.code","data":{"n":1}}]},
         "tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}},
                       {"id":"call_2","type":"function","function":{"name":"f","arguments":"{}"}}]}]}
        """)
            .request()
            .call();

    assertThat(call.messages().getFirst().parts())
        .containsExactly(
            new Part.Reasoning("I see", null, proof("s0")),
            new Part.Opaque("gemini.code", "{\"n\":1}", Marks.NONE),
            new Part.Text("hi", proof("s1")),
            new Part.ToolCall("call_1", "f", "{}", proof("s2")),
            new Part.ToolCall("call_2", "f", "{}", Marks.NONE));
    assertThat(call.messages().getFirst().extra().members())
        .isEqualTo(
            "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"format\":\"unknown\",\"text\":\"other\"}]");
    assertThat(call.origin().body()).as("no service knows our marks").isNull();
  }

  private static Marks proof(String signature) {
    return new Marks(signature, "gemini", null, Extra.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning_content", "reasoning"})
  void read_thoughtsWithoutProof_areThoughts(String member) {
    ChatCall call =
        read("{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"hi\",\"%s\":\"hm\"}]}"
                .formatted(member))
            .request()
            .call();

    assertThat(call.messages().getFirst().parts())
        .containsExactly(new Part.Reasoning("hm", null, Marks.NONE), Part.Text.of("hi"));
    assertThat(call.origin().body()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reasoning_details\":[{\"format\":\"patchbay\",\"type\":\"reasoning.text\",\"text\":\"x\"}]",
        "\"patchbay\":{\"opaque\":[{\"type\":\"nodot\",\"data\":{}}]}"
      })
  void read_whatWasHandedOutAndIsBroken_isRefused(String member) {
    FaultException refusal =
        catchThrowableOfType(
            FaultException.class,
            () -> messages("[{\"role\":\"assistant\",\"content\":\"hi\",%s}]".formatted(member)));

    assertThat(refusal.fault().reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refusal).hasMessageContaining("handed out");
  }

  @Test
  void read_tools_areFunctionsOrHosted() {
    ChatCall call =
        call(
            """
            "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"b":1,"a":2},"strict":true,"x":0}},
                     {"type":"web_search","size":"low"}],
            "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":true
            """);

    assertThat(call.tools())
        .containsExactly(
            new Tool.Function("f", "d", "{\"b\":1,\"a\":2}", true, Extra.of("\"x\":0")),
            new Tool.Hosted(
                "openai.web_search", "web_search", "{\"type\":\"web_search\",\"size\":\"low\"}"));
    assertThat(call.toolChoice()).isEqualTo(new ToolChoice("required", List.of("f"), true));
  }

  @Test
  void read_formats_areModelledOrCarried() {
    assertThat(call("\"response_format\":{\"type\":\"json_object\"}").format())
        .isEqualTo(new ResponseFormat.JsonObject());
    assertThat(
            call("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"z\":1},\"strict\":true}}")
                .format())
        .isEqualTo(new ResponseFormat.JsonSchema("n", null, "{\"z\":1}", true, Extra.NONE));
    ChatCall grammar = call("\"response_format\":{\"type\":\"grammar\",\"g\":1}");
    assertThat(grammar.format()).isNull();
    assertThat(grammar.origin().extra().members())
        .isEqualTo("\"response_format\":{\"type\":\"grammar\",\"g\":1}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | body | well-formed JSON",
        "[] | body | a JSON object",
        "{\"model\":\"m\"} | messages | at least one message",
        "{\"messages\":[{\"role\":\"user\"}]} | model | must name a model",
        "{\"model\":\"m\",\"model\":\"n\"} | model | twice",
        "{\"model\":1} | model | must be a string, not 1",
        "{\"model\":\"m\",\"messages\":[1]} | messages[0] | must be an object, not 1",
        "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]} | messages[0].role | must be there",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]} | messages[0].content | must be a string, not 7",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]} | messages[0].content[0].type | what kind",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]} | messages[0].tool_call_id | must name the call",
        "{\"temperature\":2.1} | temperature | from 0.0 to 2.0, not 2.1",
        "{\"temperature\":\"hot\"} | temperature | must be a number, not \"hot\"",
        "{\"n\":0} | n | from 1 to 128, not 0",
        "{\"seed\":1.5} | seed | must be a whole number, not 1.5",
        "{\"stream\":\"yes\"} | stream | must be true or false, not \"yes\"",
        "{\"stop\":[1]} | stop[0] | must be a string, not 1",
        "{\"tools\":[{}]} | tools[0].type | what kind of tool",
        "{\"tools\":[{\"type\":\"function\"}]} | tools[0].function.name | must name the function",
        "{\"fallback_enabled\":1} | fallback_enabled | must be true or false",
        "{\"patchbay\":{\"hold\":\"all\"}} | patchbay.hold | must be none, whole,",
        "{\"patchbay\":{\"region\":[]}} | patchbay.region | is unknown; did you mean"
      })
  void read_wrong_isRefusedWithItsPlace(String json, String field, String expected) {
    FaultException refused = catchThrowableOfType(FaultException.class, () -> read(json));

    assertThat(refused.fault().reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refused.fault().violations().getFirst().field()).isEqualTo(field);
    assertThat(refused.fault().message()).contains(expected);
  }
}
