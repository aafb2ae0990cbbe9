package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Makes the whole message that says the same as a recorded stream of it, with Jackson. */
public final class MessagesJoiner {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ObjectNode message = JSON.createObjectNode();
  private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
  private final Map<Integer, StringBuilder> inputs = new TreeMap<>();

  private MessagesJoiner() {}

  public static RecordedCase whole(RecordedCase stream) {
    MessagesJoiner joiner = new MessagesJoiner();
    new String(stream.body(), UTF_8)
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .forEach(line -> joiner.event(JSON.readTree(line.substring(6))));
    return RecordedCase.of(
        stream.name() + " as a whole",
        200,
        Map.of("content-type", "application/json"),
        JSON.writeValueAsBytes(joiner.joined()),
        false);
  }

  private ObjectNode joined() {
    inputs.forEach((index, text) -> {
      if (!text.isEmpty()) {
        // The very text, since the spaces in it are the model's.
        block(index).putRawValue("input", new RawValue(text.toString()));
      }
    });
    message.putArray("content").addAll(blocks.values());
    return message;
  }

  private ObjectNode block(int index) {
    return requireNonNull(blocks.get(index));
  }

  private void event(JsonNode event) {
    int index = event.path("index").asInt(-1);
    switch (event.path("type").asString()) {
      case "message_start" -> message = (ObjectNode) event.path("message");
      case "content_block_start" -> blocks.put(index, (ObjectNode) event.path("content_block"));
      case "content_block_delta" -> delta(index, event.path("delta"));
      case "message_delta" -> {
        message.setAll((ObjectNode) event.path("delta"));
        ((ObjectNode) message.path("usage")).setAll((ObjectNode) event.path("usage"));
      }
      default -> {
        // Ends and pings hold nothing.
      }
    }
  }

  private void delta(int index, JsonNode delta) {
    ObjectNode block = block(index);
    for (Map.Entry<String, JsonNode> member : delta.properties()) {
      String name = member.getKey();
      String text = member.getValue().asString("");
      if (name.equals("partial_json")) {
        inputs.computeIfAbsent(index, key -> new StringBuilder()).append(text);
      } else if (!name.equals("type")) {
        block.put(name, block.path(name).asString("") + text);
      }
    }
  }
}
