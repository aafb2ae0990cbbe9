package dev.patchbay.plugin.testkit;

import dev.patchbay.plugin.toolkit.responses.ResponsesNames;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a Responses request into a neutral call, as a door would, as far as recorded requests need
 * it. What the model has no component for goes to the extras of its level.
 */
public final class ResponsesCall {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode request;

  private ResponsesCall(JsonNode request) {
    this.request = request;
  }

  public static ChatCall read(String json) {
    return new ResponsesCall(JSON.readTree(json)).call();
  }

  private ChatCall call() {
    String effort = text(request.path("reasoning"), "effort");
    return ChatCall.builder(request.path("model").asString(), messages()).stream(
            request.path("stream").asBoolean(false))
        .tools(list(request.path("tools")).map(ResponsesCall::tool).toList())
        .toolChoice(toolChoice())
        .format(format(request.path("text").path("format")))
        .sampling(sampling())
        .thinking(effort == null ? null : new Thinking(effort, null, null))
        .output(new Output(List.of(), text(request.path("text"), "verbosity"), null, null))
        .endUser(text(request, "user"))
        .store(bool(request, "store"))
        .origin(Origin.of(Origin.OPENAI_RESPONSES, extra(request, ResponsesNames.REQUEST)))
        .build();
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    String instructions = text(request, "instructions");
    if (instructions != null && !instructions.isEmpty()) {
      messages.add(Message.of(Message.SYSTEM, instructions));
    }
    list(request.path("input")).map(ResponsesCall::item).forEach(messages::add);
    return messages;
  }

  private static Message item(JsonNode item) {
    return switch (item.path("type").asString("message")) {
      case "message" -> Message.of(item.path("role").asString(), parts(item.path("content")));
      case "function_call" ->
          Message.of(
              Message.ASSISTANT,
              List.of(
                  new Part.ToolCall(
                      item.path("call_id").asString(),
                      item.path("name").asString(),
                      item.path("arguments").asString(),
                      Marks.NONE)));
      case "function_call_output" ->
          Message.of(
              Message.TOOL,
              List.of(
                  new Part.ToolResult(
                      item.path("call_id").asString(),
                      null,
                      parts(item.path("output")),
                      false,
                      Marks.NONE)));
      default -> throw new IllegalArgumentException("no recorded item is like " + item);
    };
  }

  private static List<Part> parts(JsonNode content) {
    if (content.isString()) {
      return List.of(Part.Text.of(content.asString()));
    }
    return list(content).map(ResponsesCall::part).toList();
  }

  private static Part part(JsonNode part) {
    return switch (part.path("type").asString()) {
      case "input_text", "output_text" -> Part.Text.of(part.path("text").asString());
      case "input_image" -> {
        String url = part.path("image_url").asString();
        yield new Part.Media("", null, url, null, null, text(part, "detail"), Marks.NONE);
      }
      default -> throw new IllegalArgumentException("no recorded part is like " + part);
    };
  }

  private static Tool tool(JsonNode tool) {
    return new Tool.Function(
        tool.path("name").asString(),
        text(tool, "description"),
        tool.path("parameters").toString(),
        bool(tool, "strict"),
        extra(tool, ResponsesNames.FUNCTION));
  }

  private @Nullable ToolChoice toolChoice() {
    JsonNode choice = request.path("tool_choice");
    Boolean parallel = bool(request, "parallel_tool_calls");
    if (choice.isString()) {
      return new ToolChoice(choice.asString(), List.of(), parallel);
    }
    if (choice.isObject()) {
      List<String> names = List.of(choice.path("name").asString());
      return new ToolChoice(ToolChoice.REQUIRED, names, parallel);
    }
    return parallel == null ? null : new ToolChoice(null, List.of(), parallel);
  }

  private static @Nullable ResponseFormat format(JsonNode format) {
    return switch (format.path("type").asString("")) {
      case "text" -> new ResponseFormat.Text();
      case "json_object" -> new ResponseFormat.JsonObject();
      case "json_schema" ->
          new ResponseFormat.JsonSchema(
              format.path("name").asString(),
              text(format, "description"),
              format.path("schema").toString(),
              bool(format, "strict"),
              extra(format, ResponsesNames.FORMAT));
      default -> null;
    };
  }

  private Sampling sampling() {
    JsonNode limit = request.path("max_output_tokens");
    return Sampling.builder()
        .temperature(number("temperature"))
        .topP(number("top_p"))
        .maxOutput(limit.isNumber() ? limit.asInt() : null)
        .build();
  }

  private @Nullable Double number(String name) {
    return request.path(name).isNumber() ? request.path(name).asDouble() : null;
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
