package dev.patchbay.plugin.bedrock;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request to Converse into a neutral call. */
final class ConverseCall {
  private final ObjectNode request;

  private ConverseCall(String json) {
    this.request = (ObjectNode) JsonMapper.shared().readTree(json);
  }

  static ChatCall read(String model, String json) {
    return new ConverseCall(json).call(model);
  }

  private ChatCall call(String model) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode block : request.path("system")) {
      messages.add(Message.of(Message.SYSTEM, List.of(part(block))));
    }
    for (JsonNode message : request.path("messages")) {
      List<Part> parts = list(message.path("content")).stream().map(this::part).toList();
      messages.add(Message.of(message.path("role").asString(), parts));
    }
    JsonNode guardrail = request.path("guardrailConfig");
    return ChatCall.builder(model, messages)
        .tools(list(request.path("toolConfig").path("tools")).stream().map(this::tool).toList())
        .sampling(sampling(request.path("inferenceConfig")))
        .thinking(thinking(request.path("additionalModelRequestFields").path("thinking")))
        .options(guardrail.isObject() ? Extra.of("\"guardrailConfig\":" + guardrail) : Extra.NONE)
        .build();
  }

  private Part part(JsonNode block) {
    if (block.path("text").isString()) {
      return Part.Text.of(block.path("text").asString());
    }
    JsonNode reasoning = block.path("reasoningContent").path("reasoningText");
    if (reasoning.isObject()) {
      String signature = reasoning.path("signature").asString();
      return new Part.Reasoning(
          reasoning.path("text").asString(),
          null,
          new Marks(signature, "bedrock", null, Extra.NONE));
    }
    JsonNode call = block.path("toolUse");
    if (call.isObject()) {
      return new Part.ToolCall(
          call.path("toolUseId").asString(),
          call.path("name").asString(),
          call.path("input").toString(),
          Marks.NONE);
    }
    JsonNode result = block.path("toolResult");
    if (result.isObject()) {
      List<Part> parts = list(result.path("content")).stream().map(this::part).toList();
      return new Part.ToolResult(
          result.path("toolUseId").asString(), null, parts, false, Marks.NONE);
    }
    String type = block.propertyNames().iterator().next();
    return new Part.Opaque("bedrock." + type, block.toString(), Marks.NONE);
  }

  private Tool tool(JsonNode tool) {
    JsonNode spec = tool.path("toolSpec");
    return new Tool.Function(
        spec.path("name").asString(),
        spec.path("description").isString() ? spec.path("description").asString() : null,
        spec.path("inputSchema").path("json").toString(),
        null,
        Extra.NONE);
  }

  private static Sampling sampling(JsonNode config) {
    return Sampling.builder()
        .maxOutput(config.path("maxTokens").isNumber() ? config.path("maxTokens").asInt() : null)
        .temperature(number(config, "temperature"))
        .topP(number(config, "topP"))
        .stop(list(config.path("stopSequences")).stream().map(JsonNode::asString).toList())
        .build();
  }

  private static @Nullable Double number(JsonNode config, String name) {
    return config.path(name).isNumber() ? config.path(name).asDouble() : null;
  }

  private static @Nullable Thinking thinking(JsonNode thinking) {
    return thinking.isObject()
        ? new Thinking(null, thinking.path("budget_tokens").asInt(), null)
        : null;
  }

  private static List<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }
}
