package dev.patchbay.plugin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.testkit.RecordedCase;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes other bodies of {@code generateContent} that say the same as a recorded stream. */
public final class GeminiJoiner {
  private static final JsonMapper JSON = JsonMapper.shared();

  private GeminiJoiner() {}

  /** The same stream with no white space between tokens, to be compared with the other forms. */
  public static RecordedCase compact(RecordedCase stream) {
    StringBuilder body = new StringBuilder();
    chunks(stream).forEach(chunk -> body.append("data: ").append(chunk).append("\r\n\r\n"));
    return RecordedCase.of(
        stream.name(), 200, stream.headers(), body.toString().getBytes(UTF_8), true);
  }

  /** One answer with the parts of all chunks; of each other member the last counts. */
  public static RecordedCase whole(RecordedCase stream) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode candidate = JSON.createObjectNode();
    ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
    for (JsonNode chunk : chunks(stream)) {
      body.setAll((ObjectNode) chunk);
      ObjectNode piece = (ObjectNode) chunk.path("candidates").path(0);
      piece.path("content").path("parts").forEach(parts::add);
      piece.remove("content");
      candidate.setAll(piece);
    }
    body.putArray("candidates").add(candidate);
    return json(stream, "whole", body);
  }

  /** The list of all chunks, as the services stream without {@code alt=sse}. */
  public static RecordedCase list(RecordedCase stream) {
    return json(stream, "list", chunks(stream));
  }

  private static ArrayNode chunks(RecordedCase stream) {
    ArrayNode chunks = JSON.createArrayNode();
    for (String line : new String(stream.body(), UTF_8).lines().toList()) {
      if (line.startsWith("data: {")) {
        chunks.add(JSON.readTree(line.substring(6)));
      }
    }
    return chunks;
  }

  private static RecordedCase json(RecordedCase stream, String form, JsonNode body) {
    return RecordedCase.of(
        stream.name() + " as a " + form,
        200,
        Map.of("content-type", "application/json"),
        JSON.writeValueAsBytes(body),
        false);
  }
}
