package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the whole body that says the same as a recorded stream, with Jackson. */
public final class StreamJoiner {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectNode body = JSON.createObjectNode();
  private final Map<Integer, ObjectNode> choices = new TreeMap<>();

  private StreamJoiner() {}

  public static RecordedCase whole(RecordedCase stream) {
    StreamJoiner joiner = new StreamJoiner();
    for (String line : new String(stream.body(), UTF_8).lines().toList()) {
      if (line.startsWith("data: {")) {
        joiner.chunk(JSON.readTree(line.substring(6)));
      }
    }
    ArrayNode all = joiner.body.putArray("choices");
    joiner.choices.values().forEach(all::add);
    return RecordedCase.of(
        stream.name() + " as a whole",
        200,
        Map.of("content-type", "application/json"),
        JSON.writeValueAsBytes(joiner.body),
        false);
  }

  private void chunk(JsonNode chunk) {
    for (String name : List.of("id", "model", "usage", "x_groq")) {
      if (!chunk.path(name).isNull() && !chunk.path(name).isMissingNode()) {
        body.set(name, chunk.path(name));
      }
    }
    for (JsonNode choice : chunk.path("choices")) {
      int index = choice.path("index").asInt();
      ObjectNode whole = choices.computeIfAbsent(index, key -> JSON.createObjectNode());
      whole.put("index", index);
      if (choice.path("finish_reason").isString()) {
        whole.set("finish_reason", choice.path("finish_reason"));
      }
      delta(whole.withObject("/message"), choice.path("delta"));
    }
  }

  private static void delta(ObjectNode message, JsonNode delta) {
    for (Map.Entry<String, JsonNode> member : delta.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("tool_calls")) {
        calls(message.withArray("/tool_calls"), value);
      } else if (name.equals("role")) {
        message.set(name, value);
      } else if (value.isString()) {
        message.put(name, message.path(name).asString("") + value.asString());
      }
    }
  }

  private static void calls(ArrayNode calls, JsonNode fragments) {
    for (JsonNode fragment : fragments) {
      int index = fragment.path("index").asInt();
      List<JsonNode> known = new ArrayList<>();
      calls.forEach(known::add);
      ObjectNode call = index < known.size() ? (ObjectNode) known.get(index) : calls.addObject();
      ObjectNode function = call.withObject("/function");
      join(call, fragment, "id");
      join(function, fragment.path("function"), "name");
      join(function, fragment.path("function"), "arguments");
    }
  }

  private static void join(ObjectNode into, JsonNode from, String name) {
    into.put(name, into.path(name).asString("") + from.path(name).asString(""));
  }
}
