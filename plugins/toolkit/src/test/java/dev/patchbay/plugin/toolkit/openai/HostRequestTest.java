package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.Quirks.GrammarForm;
import dev.patchbay.plugin.toolkit.openai.Quirks.MediaKind;
import dev.patchbay.plugin.toolkit.openai.Quirks.ThinkingForm;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.CallerBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each quirk, built anew and spliced. */
final class HostRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static ChatRequest request(Quirks.Builder quirks, ChatCall call) {
    Dialect dialect =
        new Dialect(
            "host",
            false,
            Terminator.DONE,
            LimitField.MAX_TOKENS,
            null,
            Prefill.NONE,
            quirks.build(),
            null);
    return ChatRequest.of(call, dialect);
  }

  private static JsonNode sent(Quirks.Builder quirks, ChatCall.Builder call) {
    return json(request(quirks, call.build()));
  }

  private static JsonNode json(ChatRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece : request.body()) {
      byte[] part = new byte[piece.remaining()];
      piece.duplicate().get(part);
      bytes.writeBytes(part);
    }
    return JSON.readTree(bytes.toString(UTF_8));
  }

  private static ChatCall.Builder call(Message... messages) {
    return ChatCall.builder("model", List.of(messages));
  }

  private static ChatCall.Builder call() {
    return call(Message.of(Message.USER, "Hi"));
  }

  /** The same from a caller who speaks chat completions. */
  private static ChatRequest spliced(Quirks.Builder quirks, ChatCall.Builder call, String body) {
    Origin origin = new Origin(Origin.OPENAI_CHAT, Extra.NONE, CallerBody.of(body));
    return request(quirks, call.origin(origin).build());
  }

  @Test
  void member_renamed_hasTheHostsName() {
    Quirks.Builder quirks = Quirks.builder().rename("seed", "random_seed");
    Sampling seed = Sampling.builder().seed(7L).build();
    assertThat(sent(quirks, call().sampling(seed)).path("random_seed").asInt()).isEqualTo(7);
    JsonNode spliced = json(spliced(quirks, call(), "{\"model\":\"m\",\"seed\":7,\"x\":1}"));
    assertThat(spliced).isEqualTo(JSON.readTree("{\"model\":\"model\",\"random_seed\":7,\"x\":1}"));
  }

  @Test
  void member_lacking_isToldAsDropped() {
    Quirks.Builder quirks = Quirks.builder().lacks("n", "top_k", "user");
    Sampling sampling = Sampling.builder().choices(2).topK(3).build();
    ChatRequest anew = request(quirks, call().sampling(sampling).endUser("u").build());
    assertThat(anew.dropped()).containsExactly("sampling.choices", "sampling.top_k", "end_user");
    ChatRequest spliced =
        spliced(quirks, call(), "{\"n\":2,\"user\":\"u\",\"top_k\":null,\"temperature\":1}");
    assertThat(spliced.dropped()).containsExactly("sampling.choices", "end_user");
    assertThat(json(spliced)).isEqualTo(JSON.readTree("{\"model\":\"model\",\"temperature\":1}"));
    Sampling one = Sampling.builder().choices(1).build();
    assertThat(request(quirks, call().sampling(one).build()).dropped()).isEmpty();
  }

  @Test
  void member_refusedByAModel_isKeptForOthers() {
    Quirks.Builder quirks = Quirks.builder().refusedBy("^thinks", "stop");
    ChatCall.Builder call = call().sampling(Sampling.builder().stop(List.of("x")).build());
    assertThat(request(quirks, call.build()).dropped()).isEmpty();
    assertThat(request(quirks, call.model("thinks-1").build()).dropped())
        .containsExactly("sampling.stop");
  }

  @Test
  void stream_withoutOptions_isPlain() {
    Quirks.Builder quirks = Quirks.builder().noStreamOptions();
    assertThat(sent(quirks, call().stream(true)).has("stream_options")).isFalse();
    String body = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    assertThat(json(spliced(quirks, call().stream(true), body)))
        .isEqualTo(JSON.readTree("{\"model\":\"model\",\"stream\":true}"));
  }

  @Test
  void author_notTaken_isToldAsDropped() {
    Message named = new Message(Message.USER, List.of(Part.Text.of("Hi")), "Ann", Extra.NONE);
    ChatRequest request = request(Quirks.builder().noAuthors(), call(named).build());
    assertThat(request.dropped()).containsExactly("messages[0].name");
    assertThat(json(request).at("/messages/0").has("name")).isFalse();
  }

  @Test
  void toolChoice_required_isTheHostsWord() {
    ToolChoice choice = new ToolChoice(ToolChoice.REQUIRED, List.of(), null);
    assertThat(
            sent(Quirks.builder().requiredWord("any"), call().toolChoice(choice))
                .path("tool_choice")
                .asString())
        .isEqualTo("any");
  }

  @Test
  void callIds_particularHost_areRewrittenAlike() {
    Message assistant =
        Message.of(Message.ASSISTANT, List.of(new Part.ToolCall("call_1", "f", "{}", Marks.NONE)));
    Message tool =
        Message.of(
            Message.TOOL,
            List.of(new Part.ToolResult("call_1", null, List.of(), false, Marks.NONE)));
    JsonNode sent = sent(Quirks.builder().callIdLength(9), call(assistant, tool));
    String id = sent.at("/messages/0/tool_calls/0/id").asString();
    assertThat(id).matches("[A-Za-z0-9]{9}");
    assertThat(sent.at("/messages/1/tool_call_id").asString()).isEqualTo(id);
  }

  @Test
  void thinking_ofEachForm_isSaid() {
    Thinking low = new Thinking("low", 9, false);
    assertThat(sent(Quirks.builder().thinking(ThinkingForm.REASONING), call().thinking(low)))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"model\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                    + "\"reasoning\":{\"effort\":\"low\",\"max_tokens\":9,\"exclude\":true}}"));
    Quirks.Builder type = Quirks.builder().thinking(ThinkingForm.TYPE);
    JsonNode on = sent(type, call().thinking(low));
    assertThat(on.at("/thinking/type").asString()).isEqualTo("enabled");
    assertThat(on.path("reasoning_effort").asString()).isEqualTo("low");
    JsonNode off = sent(type, call().thinking(new Thinking("none", null, null)));
    assertThat(off.at("/thinking/type").asString()).isEqualTo("disabled");
    assertThat(off.has("reasoning_effort")).isFalse();
    assertThat(
            sent(Quirks.builder().includeThinking("include_reasoning"), call().thinking(low))
                .path("include_reasoning")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void earlierThinking_signedByTheHost_goesBackUnchanged() {
    Marks ours =
        new Marks("[{\"type\":\"reasoning.text\",\"text\":\"a\"}]", "host", null, Extra.NONE);
    Marks theirs = new Marks("sig", "anthropic", null, Extra.NONE);
    Message assistant =
        Message.of(
            Message.ASSISTANT,
            List.of(
                new Part.Reasoning("a", null, ours),
                new Part.Reasoning("", null, ours),
                new Part.Reasoning("b", null, theirs),
                Part.Text.of("x")));
    ChatRequest request =
        request(Quirks.builder().signedThinking("reasoning_details"), call(assistant).build());
    assertThat(json(request).at("/messages/0/reasoning_details"))
        .isEqualTo(
            JSON.readTree(
                "[{\"type\":\"reasoning.text\",\"text\":\"a\"},"
                    + "{\"type\":\"reasoning.text\",\"text\":\"a\"}]"));
    assertThat(request.dropped())
        .containsExactly("messages[0].parts[2].signature", "messages[0].parts[2]");
  }

  @Test
  void earlierThinking_asPart_isContent() {
    Message assistant =
        Message.of(
            Message.ASSISTANT,
            List.of(new Part.Reasoning("a", null, Marks.NONE), Part.Text.of("x")));
    assertThat(sent(Quirks.builder().thinkingParts(), call(assistant)).at("/messages/0/content"))
        .isEqualTo(
            JSON.readTree(
                "[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"a\"}]},"
                    + "{\"type\":\"text\",\"text\":\"x\"}]"));
  }

  @Test
  void cachePoint_whereItCanBeSaid_isSaid() {
    Part text = new Part.Text("Hi", new Marks(null, null, "5m", Extra.NONE));
    ChatCall.Builder call = call(Message.of(Message.USER, List.of(text)));
    assertThat(sent(Quirks.builder().cacheControl(), call).at("/messages/0/content/0"))
        .isEqualTo(
            JSON.readTree(
                "{\"type\":\"text\",\"text\":\"Hi\",\"cache_control\":"
                    + "{\"type\":\"ephemeral\",\"ttl\":\"5m\"}}"));
    assertThat(request(Quirks.builder(), call.build()).dropped())
        .containsExactly("messages[0].parts[0].cache_point");
  }

  @Test
  void media_notTaken_isRefusedByName() {
    Part sound =
        new Part.Media("audio/wav", ByteBuffer.allocate(1), null, null, null, null, Marks.NONE);
    ChatCall call = call(Message.of(Message.USER, List.of(sound))).build();
    assertThatThrownBy(() -> request(Quirks.builder().media(MediaKind.IMAGE), call))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessage("messages[0].parts[0]: this host takes no sound");
  }

  @Test
  void media_atMistral_hasItsForms() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1});
    Part sound = new Part.Media("audio/wav", data, null, null, null, null, Marks.NONE);
    Part pdf =
        new Part.Media(
            "application/pdf", null, "https://a.example/x.pdf", null, "x", null, Marks.NONE);
    Part file = new Part.Media("", null, null, "f1", null, null, Marks.NONE);
    assertThat(
            sent(
                    Quirks.builder().mistralMedia(),
                    call(Message.of(Message.USER, List.of(sound, pdf, file))))
                .at("/messages/0/content"))
        .isEqualTo(
            JSON.readTree(
                "[{\"type\":\"input_audio\",\"input_audio\":\"AQ==\"},{\"type\":\"document_url\","
                    + "\"document_url\":\"https://a.example/x.pdf\",\"document_name\":\"x\"},"
                    + "{\"type\":\"file\",\"file_id\":\"f1\"}]"));
  }

  @Test
  void formats_thatAHostHas_areSaid() {
    ResponseFormat choice = new ResponseFormat.Grammar("choice", "yes\nno");
    Quirks.Builder vllm = Quirks.builder().grammar(GrammarForm.STRUCTURED_OUTPUTS);
    assertThat(sent(vllm, call().format(choice)).path("structured_outputs"))
        .isEqualTo(JSON.readTree("{\"choice\":[\"yes\",\"no\"]}"));
    ResponseFormat regex = new ResponseFormat.Grammar("regex", "a+");
    assertThat(sent(vllm, call().format(regex)).path("structured_outputs"))
        .isEqualTo(JSON.readTree("{\"regex\":\"a+\"}"));
    ResponseFormat gbnf = new ResponseFormat.Grammar("gbnf", "root ::= x");
    assertThat(
            sent(Quirks.builder().grammar(GrammarForm.RESPONSE_FORMAT), call().format(gbnf))
                .path("response_format"))
        .isEqualTo(JSON.readTree("{\"type\":\"grammar\",\"grammar\":\"root ::= x\"}"));
    ResponseFormat schema = new ResponseFormat.JsonSchema("P", null, "{}", null, Extra.NONE);
    assertThatThrownBy(() -> sent(Quirks.builder().noJsonSchema(), call().format(schema)))
        .hasMessageStartingWith("format: this host keeps to JSON, but not to a JSON schema");
  }

  @Test
  void logprobs_counted_areANumber() {
    Sampling three = Sampling.builder().topLogprobs(3).build();
    JsonNode sent = sent(Quirks.builder().countedLogprobs(), call().sampling(three));
    assertThat(sent.path("logprobs").asInt()).isEqualTo(3);
    assertThat(sent.has("top_logprobs")).isFalse();
  }
}
