package dev.patchbay.plugin.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.plugin.testkit.Requests;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.TestContext;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is sent, against the one recorded request and Ollama's documentation "API". */
final class OllamaRequestTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static Provider provider(Map<String, Object> settings) {
    return new OllamaFactory()
        .create(
            new EndpointConfig("e", null, null, null, Settings.of(settings)),
            new TestContext(Instant.EPOCH));
  }

  private static ChatCall.Builder call(Message... messages) {
    return ChatCall.builder("qwen3", List.of(messages));
  }

  private static Message user(String text) {
    return Message.of(Message.USER, text);
  }

  private static JsonNode sent(ChatCall.Builder call) {
    return Requests.json(provider(Map.of()).chat(call.build()));
  }

  private static List<String> dropped(ChatCall.Builder call) {
    return ((Exchange<?>) provider(Map.of()).chat(call.build())).dropped();
  }

  /** Recorded with members that say nothing: an empty format, no options, no keep_alive. */
  @Test
  void chat_recorded_isSameTree() {
    ChatCall call =
        ChatCall.builder("llama3", List.of(user("Tell me a joke about OpenTelemetry"))).stream(true)
            .build();
    Exchange<?> exchange = (Exchange<?>) provider(Map.of()).chat(call);
    assertThat(provider(Map.of()).origins()).containsExactly(URI.create("http://127.0.0.1:11434"));
    assertThat(exchange.request().target()).isEqualTo("/api/chat");
    assertThat(exchange.request().headers()).doesNotContain("authorization");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"llama3\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Tell me a joke about OpenTelemetry\"}]}"));
  }

  @Test
  void chat_sampling_isInOptionsWhereTheCallersOwnWin() {
    Sampling sampling =
        Sampling.builder()
            .temperature(0.5)
            .topK(4)
            .repetitionPenalty(1.1)
            .maxOutput(9)
            .stop(List.of("END"))
            .build();
    JsonNode sent =
        sent(
            call(user("Hi"))
                .sampling(sampling)
                .options(Extra.of("\"options\":{\"num_ctx\":8192,\"top_k\":1},\"keep_alive\":0")));
    assertThat(sent.path("options"))
        .isEqualTo(
            JSON.readTree(
                "{\"num_ctx\":8192,\"top_k\":1,\"num_predict\":9,\"temperature\":0.5,"
                    + "\"repeat_penalty\":1.1,\"stop\":[\"END\"]}"));
    assertThat(sent.path("keep_alive").asInt(-1)).isZero();
  }

  @Test
  void create_loading_isSaid() {
    Provider provider = provider(Map.of("keep-alive", "10m", "context-tokens", 4096L));
    JsonNode sent = Requests.json(provider.chat(call(user("Hi")).build()));
    assertThat(sent.path("keep_alive").asString()).isEqualTo("10m");
    assertThat(sent.at("/options/num_ctx").asInt()).isEqualTo(4096);
    assertThatThrownBy(() -> provider(Map.of("context-tokens", 0L)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("at least 1");
  }

  @Test
  void chat_toolTurn_hasObjectsAndNames() {
    Message assistant =
        Message.of(
            Message.ASSISTANT,
            List.of(
                new Part.Reasoning("hm", null, Marks.NONE),
                new Part.ToolCall("c1", "weather", "{\"city\":\"Rome\"}", Marks.NONE)));
    Message tool =
        Message.of(
            Message.TOOL,
            List.of(
                new Part.ToolResult("c1", null, List.of(Part.Text.of("sun")), false, Marks.NONE)));
    assertThat(sent(call(user("Hi"), assistant, tool)).path("messages"))
        .isEqualTo(
            JSON.readTree(
                "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"\","
                    + "\"thinking\":\"hm\",\"tool_calls\":[{\"function\":{\"name\":\"weather\","
                    + "\"arguments\":{\"city\":\"Rome\"}}}]},{\"role\":\"tool\",\"content\":"
                    + "\"sun\",\"tool_name\":\"weather\"}]"));
  }

  @Test
  void chat_picture_standsBesideTheText() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer();
    Part picture = new Part.Media("image/png", data, null, null, null, null, Marks.NONE);
    Message message = Message.of(Message.USER, List.of(Part.Text.of("What?"), picture));
    assertThat(sent(call(message)).at("/messages/0"))
        .isEqualTo(
            JSON.readTree("{\"role\":\"user\",\"content\":\"What?\",\"images\":[\"AQID\"]}"));
    Part far = new Part.Media("", null, "https://a.example/x.png", null, null, null, Marks.NONE);
    assertThatThrownBy(() -> sent(call(Message.of(Message.USER, List.of(far)))))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("messages[0].parts[0]: Ollama takes the data of pictures");
  }

  @Test
  void chat_formatAndThinking_areSaid() {
    ResponseFormat schema =
        new ResponseFormat.JsonSchema("P", null, "{\"type\":\"object\"}", true, Extra.NONE);
    JsonNode sent =
        sent(call(user("Hi")).format(schema).thinking(new Thinking("high", null, true)));
    assertThat(sent.path("format")).isEqualTo(JSON.readTree("{\"type\":\"object\"}"));
    assertThat(sent.path("think").asString()).isEqualTo("high");
    assertThat(
            sent(call(user("Hi"))
                    .format(new ResponseFormat.JsonObject())
                    .thinking(new Thinking("none", null, null)))
                .toString())
        .contains("\"format\":\"json\"", "\"think\":false");
    assertThat(dropped(call(user("Hi")).thinking(new Thinking("minimal", 5, false))))
        .containsExactly("thinking.effort", "thinking.budget_tokens", "thinking.include");
  }

  @Test
  void chat_toolChoice_isWhichAreShown() {
    List<Tool> tools = List.of(function("a"), function("b"));
    ChatCall.Builder named =
        call(user("Hi"))
            .tools(tools)
            .toolChoice(new ToolChoice(ToolChoice.REQUIRED, List.of("b"), null));
    assertThat(sent(named).path("tools").size()).isEqualTo(1);
    assertThat(dropped(named)).containsExactly("tools[1].strict", "tool_choice.mode");
    ChatCall.Builder none =
        call(user("Hi")).tools(tools).toolChoice(new ToolChoice(ToolChoice.NONE, List.of(), null));
    assertThat(sent(none).path("tools").isMissingNode()).isTrue();
  }

  private static Tool function(String name) {
    return new Tool.Function(name, null, "{\"type\":\"object\"}", true, Extra.NONE);
  }

  @Test
  void embed_call_isPosted() {
    EmbedCall call =
        EmbedCall.builder("all-minilm", List.of(new EmbedInput.Text("a")))
            .truncate(false)
            .dimensions(8)
            .purpose("query")
            .build();
    Exchange<?> exchange = (Exchange<?>) provider(Map.of()).embed(call);
    assertThat(exchange.request().target()).isEqualTo("/api/embed");
    assertThat(Requests.json(exchange))
        .isEqualTo(
            JSON.readTree(
                "{\"model\":\"all-minilm\",\"input\":[\"a\"],\"truncate\":false,"
                    + "\"dimensions\":8}"));
    assertThat(exchange.dropped()).containsExactly("purpose");
  }
}
