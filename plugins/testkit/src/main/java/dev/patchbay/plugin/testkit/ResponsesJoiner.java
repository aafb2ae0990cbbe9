package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the whole body that says the same as a recorded stream of Responses events: the response of
 * the last one, with the items of those before it, since thinking is sealed anew for each telling.
 */
public final class ResponsesJoiner {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ResponsesJoiner() {}

  public static RecordedCase whole(RecordedCase stream) {
    JsonNode response = JSON.nullNode();
    Map<Integer, JsonNode> items = new TreeMap<>();
    for (String line : new String(stream.body(), UTF_8).lines().toList()) {
      if (line.startsWith("data: {")) {
        JsonNode event = JSON.readTree(line.substring(6));
        response = event.has("response") ? event.path("response") : response;
        if (event.path("type").asString().equals("response.output_item.done")) {
          items.put(event.path("output_index").asInt(), event.path("item"));
        }
      }
    }
    ArrayNode output = ((ObjectNode) response).putArray("output");
    items.values().forEach(output::add);
    return RecordedCase.of(
        stream.name() + " as a whole",
        200,
        Map.of("content-type", "application/json"),
        JSON.writeValueAsBytes(response),
        false);
  }
}
