package dev.patchbay.plugin.bedrock;

import dev.patchbay.spi.testkit.RecordedCase;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the whole answer of Converse that says the same as a recorded stream, with others' code.
 */
final class ConverseJoiner {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectNode body = JSON.createObjectNode();
  private final Map<Integer, ObjectNode> blocks = new TreeMap<>();

  private ConverseJoiner() {}

  static RecordedCase whole(RecordedCase stream) {
    ConverseJoiner joiner = new ConverseJoiner();
    MessageDecoder decoder = new MessageDecoder();
    decoder.feed(ByteBuffer.wrap(stream.body()));
    decoder.getDecodedMessages().forEach(joiner::message);
    joiner.blocks.values().forEach(ConverseJoiner::inputs);
    joiner.body.withObject("/output/message").put("role", "assistant");
    joiner.blocks.values().forEach(joiner.body.withArray("/output/message/content")::add);
    return RecordedCase.of(
            stream.name() + " as a whole",
            200,
            stream.headers(),
            JSON.writeValueAsBytes(joiner.body),
            false)
        .header("content-type", "application/json");
  }

  private void message(Message message) {
    String type = Objects.requireNonNull(message.getHeaders().get(":event-type")).getString();
    JsonNode event = JSON.readTree(message.getPayload());
    switch (type) {
      case "contentBlockStart" -> block(event).setAll((ObjectNode) event.path("start"));
      case "contentBlockDelta" -> delta(block(event), event.path("delta"));
      case "messageStop", "metadata" -> {
        body.setAll((ObjectNode) event);
        body.remove("p");
      }
      default -> {}
    }
  }

  private ObjectNode block(JsonNode event) {
    int index = event.path("contentBlockIndex").asInt();
    return blocks.computeIfAbsent(index, key -> JSON.createObjectNode());
  }

  private static void delta(ObjectNode block, JsonNode delta) {
    if (delta.path("text").isString()) {
      join(block, delta, "text");
    }
    if (delta.path("toolUse").isObject()) {
      join(block.withObject("/toolUse"), delta.path("toolUse"), "input");
    }
    JsonNode reasoning = delta.path("reasoningContent");
    if (reasoning.path("redactedContent").isString()) {
      join(block.withObject("/reasoningContent"), reasoning, "redactedContent");
    } else if (reasoning.isObject()) {
      ObjectNode text = block.withObject("/reasoningContent/reasoningText");
      reasoning.propertyNames().forEach(name -> join(text, reasoning, name));
    }
  }

  private static void join(ObjectNode into, JsonNode from, String name) {
    into.put(name, into.path(name).asString("") + from.path(name).asString(""));
  }

  /** Text in a stream, an object in a whole answer. */
  private static void inputs(ObjectNode block) {
    if (block.path("toolUse").isObject()) {
      ObjectNode call = block.withObject("/toolUse");
      call.set("input", JSON.readTree(call.path("input").asString("{}")));
    }
  }
}
