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

  /** The same stream without white space in its chunks, which the whole body has not either. */
  public static RecordedCase compact(RecordedCase stream) {
    StringBuilder compact = new StringBuilder();
    for (String line : new String(stream.body(), UTF_8).lines().toList()) {
      boolean chunk = line.startsWith("data: {");
      compact.append(chunk ? "data: " + JSON.readTree(line.substring(6)) : line).append('\n');
    }
    return RecordedCase.of(
        stream.name(),
        stream.status(),
        stream.headers(),
        compact.toString().getBytes(UTF_8),
        stream.streamed());
  }

  private void chunk(JsonNode chunk) {
    copy(chunk, body, "choices");
    for (JsonNode choice : chunk.path("choices")) {
      int index = choice.path("index").asInt();
      ObjectNode whole = choices.computeIfAbsent(index, key -> JSON.createObjectNode());
      whole.put("index", index);
      copy(choice, whole, "delta");
      delta(whole.withObject("/message"), choice.path("delta"));
    }
  }

  /** The last value of each member counts, unless it says nothing; {@code x_groq} is joined. */
  private static void copy(JsonNode from, ObjectNode into, String except) {
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("x_groq") && into.path(name) instanceof ObjectNode known) {
        known.setAll((ObjectNode) value);
      } else if (!name.equals(except) && !value.isNull() && !isEmpty(value)) {
        into.set(name, value);
      }
    }
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isContainer() && value.isEmpty();
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
