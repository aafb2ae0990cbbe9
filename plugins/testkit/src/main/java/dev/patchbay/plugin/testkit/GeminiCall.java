package dev.patchbay.plugin.testkit;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request of {@code generateContent} into a neutral call. Top-level members that the model
 * has no component for become options.
 */
public final class GeminiCall {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> MODELLED =
      Set.of("contents", "systemInstruction", "tools", "toolConfig", "generationConfig");

  private final JsonNode request;
  private final String provider;

  private GeminiCall(JsonNode request, String provider) {
    this.request = request;
    this.provider = provider;
  }

  /**
   * Reads a request.
   *
   * @param provider whose signatures it holds
   */
  public static ChatCall read(String json, String model, String provider, boolean stream) {
    return new GeminiCall(JSON.readTree(json), provider).call(model, stream);
  }

  private ChatCall call(String model, boolean stream) {
    JsonNode config = request.path("generationConfig");
    return ChatCall.builder(model, messages()).stream(stream)
        .tools(tools())
        .toolChoice(toolChoice())
        .format(format(config))
        .sampling(sampling(config))
        .thinking(thinking(config.path("thinkingConfig")))
        .output(output(config.path("responseModalities")))
        .options(
            Extra.of(
                request.properties().stream()
                    .filter(member -> !MODELLED.contains(member.getKey()))
                    .map(GeminiCall::member)
                    .collect(Collectors.joining(","))))
        .build();
  }

  private static String member(Map.Entry<String, JsonNode> member) {
    return JSON.writeValueAsString(member.getKey()) + ":" + member.getValue();
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    if (request.has("systemInstruction")) {
      messages.add(Message.of(Message.SYSTEM, parts(request.path("systemInstruction"))));
    }
    for (JsonNode content : request.path("contents")) {
      boolean results = content.path("parts").path(0).has("functionResponse");
      String role = results ? Message.TOOL : Message.USER;
      boolean model = content.path("role").asString("").equals("model");
      messages.add(Message.of(model ? Message.ASSISTANT : role, parts(content)));
    }
    return messages;
  }

  private List<Part> parts(JsonNode content) {
    return list(content.path("parts")).map(this::part).toList();
  }

  private Part part(JsonNode part) {
    String signature = text(part, "thoughtSignature");
    Marks marks = signature == null ? Marks.NONE : new Marks(signature, provider, null, Extra.NONE);
    if (part.has("functionCall")) {
      JsonNode call = part.path("functionCall");
      return new Part.ToolCall(
          call.path("id").asString(""),
          call.path("name").asString(),
          call.path("args").toString(),
          marks);
    }
    if (part.has("functionResponse")) {
      JsonNode result = part.path("functionResponse");
      List<Part> parts = List.of(Part.Text.of(result.path("response").toString()));
      return new Part.ToolResult(result.path("id").asString(""), null, parts, false, marks);
    }
    return new Part.Text(part.path("text").asString(), marks);
  }

  private List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      tool.path("functionDeclarations").forEach(function -> tools.add(function(function)));
      tool.properties().stream()
          .filter(member -> !member.getKey().equals("functionDeclarations"))
          .map(member ->
              new Tool.Hosted(
                  provider + "." + member.getKey(), member.getKey(), member.getValue().toString()))
          .forEach(tools::add);
    }
    return tools;
  }

  private static Tool function(JsonNode function) {
    JsonNode schema =
        Stream.of("parameters", "parametersJsonSchema", "parameters_json_schema")
            .map(function::path)
            .filter(JsonNode::isObject)
            .findFirst()
            .orElse(JSON.createObjectNode());
    return new Tool.Function(
        function.path("name").asString(),
        text(function, "description"),
        schema.toString(),
        null,
        Extra.NONE);
  }

  private @Nullable ToolChoice toolChoice() {
    JsonNode config = request.path("toolConfig").path("functionCallingConfig");
    if (config.isMissingNode()) {
      return null;
    }
    String mode =
        switch (config.path("mode").asString()) {
          case "ANY" -> ToolChoice.REQUIRED;
          case "NONE" -> ToolChoice.NONE;
          default -> ToolChoice.AUTO;
        };
    List<String> allowed =
        list(config.path("allowedFunctionNames")).map(JsonNode::asString).toList();
    return new ToolChoice(mode, allowed, null);
  }

  private static @Nullable ResponseFormat format(JsonNode config) {
    if (!config.has("responseMimeType")) {
      return null;
    }
    JsonNode schema = config.path("responseJsonSchema");
    return schema.isMissingNode()
        ? new ResponseFormat.JsonObject()
        : new ResponseFormat.JsonSchema("schema", null, schema.toString(), null, Extra.NONE);
  }

  private static Sampling sampling(JsonNode config) {
    JsonNode seed = config.path("seed");
    return Sampling.builder()
        .temperature(number(config.path("temperature")))
        .topP(number(config.path("topP")))
        .topK(whole(config.path("topK")))
        .presencePenalty(number(config.path("presencePenalty")))
        .frequencyPenalty(number(config.path("frequencyPenalty")))
        .maxOutput(whole(config.path("maxOutputTokens")))
        .seed(seed.isNumber() ? seed.asLong() : null)
        .stop(list(config.path("stopSequences")).map(JsonNode::asString).toList())
        .build();
  }

  private static @Nullable Thinking thinking(JsonNode config) {
    if (config.isMissingNode()) {
      return null;
    }
    JsonNode include = config.path("includeThoughts");
    return new Thinking(
        text(config, "thinkingLevel"),
        whole(config.path("thinkingBudget")),
        include.isBoolean() ? include.asBoolean() : null);
  }

  private static Output output(JsonNode modalities) {
    List<String> words =
        list(modalities).map(word -> word.asString().toLowerCase(Locale.ROOT)).toList();
    return words.isEmpty() ? Output.NONE : new Output(words, null, null, null);
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }

  private static @Nullable Integer whole(JsonNode node) {
    return node.isNumber() ? (int) node.asDouble() : null;
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isString() ? node.path(name).asString() : null;
  }

  private static Stream<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
