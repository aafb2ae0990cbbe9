package dev.patchbay.plugin.testkit;

import dev.patchbay.plugin.toolkit.anthropic.ModelledNames;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request in Anthropic's Messages into a neutral call, as a door would. What the model has
 * no component for goes to the extras of its level.
 */
public final class MessagesCall {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode request;
  private final String provider;

  private MessagesCall(JsonNode request, String provider) {
    this.request = request;
    this.provider = provider;
  }

  /**
   * Reads a request.
   *
   * @param model for a request whose path names it; null: the request's own
   * @param provider the name of the provider that made the signatures
   */
  public static ChatCall read(
      String json, @Nullable String model, boolean streamed, String provider) {
    return new MessagesCall(JSON.readTree(json), provider).call(model, streamed);
  }

  private ChatCall call(@Nullable String model, boolean streamed) {
    List<Message> messages = new ArrayList<>();
    if (request.has("system")) {
      messages.add(Message.of(Message.SYSTEM, content(request.path("system"))));
    }
    request.path("messages").forEach(message -> add(messages, message));
    String name = model == null ? request.path("model").asString() : model;
    return ChatCall.builder(name, messages).stream(streamed)
        .tools(list(request.path("tools")).map(this::tool).toList())
        .toolChoice(toolChoice(request.path("tool_choice")))
        .format(format(request.path("output_config").path("format")))
        .sampling(sampling())
        .thinking(thinking())
        .endUser(text(request.path("metadata"), "user_id"))
        .serviceTier(text(request, "service_tier"))
        .origin(Origin.of(Origin.ANTHROPIC_MESSAGES, further()))
        .build();
  }

  private Extra further() {
    Set<String> known =
        Stream.concat(ModelledNames.REQUEST.stream(), Stream.of("anthropic_version"))
            .collect(Collectors.toSet());
    return extra(request, known);
  }

  private void add(List<Message> messages, JsonNode message) {
    List<Part> results = new ArrayList<>();
    List<Part> rest = new ArrayList<>();
    for (Part part : content(message.path("content"))) {
      (part instanceof Part.ToolResult ? results : rest).add(part);
    }
    if (!results.isEmpty()) {
      messages.add(Message.of(Message.TOOL, results));
    }
    if (!rest.isEmpty()) {
      messages.add(Message.of(message.path("role").asString(), rest));
    }
  }

  private List<Part> content(JsonNode content) {
    return content.isString()
        ? List.of(Part.Text.of(content.asString()))
        : list(content).map(this::part).toList();
  }

  private Part part(JsonNode block) {
    Marks marks = marks(block, null);
    String type = block.path("type").asString();
    return switch (type) {
      case "text" -> new Part.Text(block.path("text").asString(), marks);
      case "image" -> media(block.path("source"), marks);
      case "tool_use" ->
          new Part.ToolCall(
              block.path("id").asString(),
              block.path("name").asString(),
              block.path("input").toString(),
              marks);
      case "tool_result" ->
          new Part.ToolResult(
              block.path("tool_use_id").asString(),
              null,
              content(block.path("content")),
              block.path("is_error").asBoolean(false),
              marks);
      case "thinking" ->
          new Part.Reasoning(
              block.path("thinking").asString(), null, marks(block, text(block, "signature")));
      default -> new Part.Opaque(provider + "." + type, block.toString(), Marks.NONE);
    };
  }

  private Marks marks(JsonNode block, @Nullable String signature) {
    JsonNode cache = block.path("cache_control");
    Set<String> known =
        Stream.concat(ModelledNames.BLOCK.stream(), Stream.of("cache_control"))
            .collect(Collectors.toSet());
    return new Marks(
        signature,
        signature == null ? null : provider,
        cache.isObject() ? cache.path("ttl").asString("") : null,
        extra(block, known));
  }

  private static Part media(JsonNode source, Marks marks) {
    String data = text(source, "data");
    ByteBuffer bytes = data == null ? null : ByteBuffer.wrap(Base64.getDecoder().decode(data));
    String type = source.path("media_type").asString("image/*");
    return new Part.Media(type, bytes, text(source, "url"), null, null, null, marks);
  }

  private Tool tool(JsonNode tool) {
    String name = tool.path("name").asString();
    if (tool.has("type") && !tool.path("type").asString().equals("custom")) {
      String type = provider + "." + tool.path("type").asString();
      return new Tool.Hosted(type, name, tool.toString());
    }
    return new Tool.Function(
        name,
        text(tool, "description"),
        tool.path("input_schema").toString(),
        bool(tool, "strict"),
        extra(tool, ModelledNames.TOOL));
  }

  private static @Nullable ToolChoice toolChoice(JsonNode choice) {
    Boolean sequential = bool(choice, "disable_parallel_tool_use");
    Boolean parallel = sequential == null ? null : (Boolean) !sequential;
    return switch (choice.path("type").asString("")) {
      case "auto" -> new ToolChoice(ToolChoice.AUTO, List.of(), parallel);
      case "any" -> new ToolChoice(ToolChoice.REQUIRED, List.of(), parallel);
      case "none" -> new ToolChoice(ToolChoice.NONE, List.of(), parallel);
      case "tool" ->
          new ToolChoice(ToolChoice.REQUIRED, List.of(choice.path("name").asString()), parallel);
      default -> null;
    };
  }

  private static @Nullable ResponseFormat format(JsonNode format) {
    return format.isObject()
        ? new ResponseFormat.JsonSchema(
            "answer", null, format.path("schema").toString(), null, Extra.NONE)
        : null;
  }

  private Sampling sampling() {
    return Sampling.builder()
        .maxOutput(whole("max_tokens"))
        .temperature(number("temperature"))
        .topP(number("top_p"))
        .topK(whole("top_k"))
        .stop(list(request.path("stop_sequences")).map(JsonNode::asString).toList())
        .build();
  }

  private @Nullable Thinking thinking() {
    JsonNode budget = request.path("thinking").path("budget_tokens");
    String effort = text(request.path("output_config"), "effort");
    return budget.isNumber() || effort != null
        ? new Thinking(effort, budget.isNumber() ? budget.asInt() : null, null)
        : null;
  }

  private @Nullable Double number(String name) {
    return request.path(name).isNumber() ? request.path(name).asDouble() : null;
  }

  private @Nullable Integer whole(String name) {
    return request.path(name).isNumber() ? request.path(name).asInt() : null;
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isString() ? node.path(name).asString() : null;
  }

  private static @Nullable Boolean bool(JsonNode node, String name) {
    return node.path(name).isBoolean() ? node.path(name).asBoolean() : null;
  }

  private static Stream<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static Extra extra(JsonNode object, Set<String> modelled) {
    return Extra.of(
        object.properties().stream()
            .filter(member -> !modelled.contains(member.getKey()))
            .map(member -> JSON.writeValueAsString(member.getKey()) + ":" + member.getValue())
            .collect(Collectors.joining(",")));
  }
}
