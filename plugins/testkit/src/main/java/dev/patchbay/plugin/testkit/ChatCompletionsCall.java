package dev.patchbay.plugin.testkit;

import dev.patchbay.plugin.toolkit.openai.ModelledNames;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a chat completions request into a neutral call, as a door would. What the model has no
 * component for goes to the extras of its level.
 */
public final class ChatCompletionsCall {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode request;

  private ChatCompletionsCall(JsonNode request) {
    this.request = request;
  }

  public static ChatCall read(String json) {
    return new ChatCompletionsCall(JSON.readTree(json)).call();
  }

  private ChatCall call() {
    List<Message> messages = list(request.path("messages")).map(this::message).toList();
    return ChatCall.builder(request.path("model").asString(), messages).stream(
            request.path("stream").asBoolean(false))
        .tools(list(request.path("tools")).map(this::tool).toList())
        .toolChoice(toolChoice())
        .format(format(request.path("response_format")))
        .sampling(sampling())
        .thinking(thinking())
        .output(new Output(List.of(), text(request, "verbosity"), null, null))
        .endUser(text(request, "user"))
        .serviceTier(text(request, "service_tier"))
        .store(bool(request, "store"))
        .origin(Origin.of(Origin.OPENAI_CHAT, extra(request, ModelledNames.REQUEST)))
        .build();
  }

  private Message message(JsonNode message) {
    String role = message.path("role").asString();
    List<Part> parts = new ArrayList<>();
    JsonNode content = message.path("content");
    if (content.isString()) {
      parts.add(Part.Text.of(content.asString()));
    }
    if (content.isArray()) {
      list(content).map(this::part).forEach(parts::add);
    }
    if (role.equals(Message.TOOL)) {
      String id = message.path("tool_call_id").asString();
      parts = List.of(new Part.ToolResult(id, null, parts, false, Marks.NONE));
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      parts.add(
          new Part.ToolCall(
              call.path("id").asString(),
              function.path("name").asString(),
              function.path("arguments").asString(),
              Marks.of(extra(call, ModelledNames.PART))));
    }
    Extra extra = extra(message, ModelledNames.MESSAGE);
    return new Message(role, parts, text(message, "name"), extra);
  }

  private Part part(JsonNode part) {
    Marks marks = Marks.of(extra(part, ModelledNames.PART));
    return switch (part.path("type").asString()) {
      case "text" -> new Part.Text(part.path("text").asString(), marks);
      case "image_url" -> {
        JsonNode image = part.path("image_url");
        String url = image.path("url").asString();
        yield new Part.Media("", null, url, null, null, text(image, "detail"), marks);
      }
      default -> new Part.Opaque("openai." + part.path("type").asString(), part.toString(), marks);
    };
  }

  private Tool tool(JsonNode tool) {
    JsonNode function = tool.path("function");
    JsonNode schema = function.path("parameters");
    return new Tool.Function(
        function.path("name").asString(),
        text(function, "description"),
        schema.isMissingNode() ? "" : schema.toString(),
        bool(function, "strict"),
        extra(function, ModelledNames.FUNCTION));
  }

  private @Nullable ToolChoice toolChoice() {
    JsonNode choice = request.path("tool_choice");
    Boolean parallel = bool(request, "parallel_tool_calls");
    if (choice.isString()) {
      return new ToolChoice(choice.asString(), List.of(), parallel);
    }
    if (choice.isObject()) {
      String name = choice.path("function").path("name").asString();
      return new ToolChoice(ToolChoice.REQUIRED, List.of(name), parallel);
    }
    return parallel == null ? null : new ToolChoice(null, List.of(), parallel);
  }

  private @Nullable ResponseFormat format(JsonNode format) {
    return switch (format.path("type").asString("")) {
      case "text" -> new ResponseFormat.Text();
      case "json_object" -> new ResponseFormat.JsonObject();
      case "json_schema" -> {
        JsonNode schema = format.path("json_schema");
        yield new ResponseFormat.JsonSchema(
            schema.path("name").asString(),
            text(schema, "description"),
            schema.path("schema").toString(),
            bool(schema, "strict"),
            extra(schema, ModelledNames.JSON_SCHEMA));
      }
      default -> null;
    };
  }

  private Sampling sampling() {
    Map<String, Double> bias = new HashMap<>();
    request
        .path("logit_bias")
        .properties()
        .forEach(entry -> bias.put(entry.getKey(), entry.getValue().asDouble()));
    JsonNode limit = request.path("max_completion_tokens");
    JsonNode seed = request.path("seed");
    JsonNode stop = request.path("stop");
    return Sampling.builder()
        .temperature(number("temperature"))
        .topP(number("top_p"))
        .topK(whole(request.path("top_k")))
        .minP(number("min_p"))
        .frequencyPenalty(number("frequency_penalty"))
        .presencePenalty(number("presence_penalty"))
        .repetitionPenalty(number("repetition_penalty"))
        .seed(seed.isNumber() ? seed.asLong() : null)
        .stop(
            stop.isString()
                ? List.of(stop.asString())
                : list(stop).map(JsonNode::asString).toList())
        .maxOutput(whole(limit.isNumber() ? limit : request.path("max_tokens")))
        .choices(whole(request.path("n")))
        .logitBias(bias)
        .topLogprobs(topLogprobs())
        .build();
  }

  private @Nullable Integer topLogprobs() {
    boolean wanted = request.path("logprobs").asBoolean(false);
    return wanted ? (Integer) request.path("top_logprobs").asInt(0) : null;
  }

  private @Nullable Thinking thinking() {
    String effort = text(request, "reasoning_effort");
    return effort == null ? null : new Thinking(effort, null, null);
  }

  private @Nullable Double number(String name) {
    return request.path(name).isNumber() ? request.path(name).asDouble() : null;
  }

  private static @Nullable Integer whole(JsonNode node) {
    return node.isNumber() ? node.asInt() : null;
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
