package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What an answer tells besides, as JSON text by name. Each event may tell it anew. */
final class Besides {
  private static final int MOST_CHARACTERS = 1 << 20;

  /** What is told in another way, or only repeats the question. */
  private static final Set<String> TOLD =
      Set.of(
          "modelId",
          "chatResponse",
          "apiFormat",
          "choices",
          "usage",
          "id",
          "pad",
          "chatHistory",
          "index",
          "message",
          "text",
          "finishReason",
          "errorMessage",
          "toolCalls",
          "citations",
          "logprobs",
          "logProbabilities");

  private final Map<String, String> members = new LinkedHashMap<>();

  /** Keeps what stands in an object and is told nowhere else. */
  void gather(Places object) {
    object.others(TOLD, members);
    if (members.values().stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "what the answer tells besides is too long");
    }
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** All of it, as one object. */
  String json() {
    JsonWriter json = new JsonWriter().beginObject();
    members.forEach((name, value) -> json.name(name).json(value));
    return new String(json.endObject().bytes(), UTF_8);
  }
}
