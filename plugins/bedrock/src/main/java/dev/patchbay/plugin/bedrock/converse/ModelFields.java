package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.anthropic.Claude;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members in the model's own dialect, for what Converse has none for. */
final class ModelFields {
  static final String NAME = "additionalModelRequestFields";

  private final RequestBody body;
  private final JsonWriter json;
  private final Family family;
  private final Set<String> own = new HashSet<>();

  ModelFields(RequestBody body, Family family) {
    this.body = body;
    this.json = body.json;
    this.family = family;
  }

  /**
   * Writes them.
   *
   * @param callers what the caller wrote under this name, as JSON text; its members win
   */
  void write(ChatCall call, ThinkingFields thinking, @Nullable String callers) {
    Integer topK = topK(call, thinking);
    if (callers == null && topK == null && thinking.member().isEmpty()) {
      return;
    }
    json.name(NAME).beginObject();
    if (callers != null) {
      copy(callers);
    }
    if (!own.contains(thinking.member())) {
      thinking.write().accept(json);
    }
    if (topK != null) {
      topK(topK);
    }
    json.endObject();
  }

  private void copy(String callers) {
    try {
      byte[] text = callers.getBytes(UTF_8);
      JsonReader reader = new JsonReader().over(text, 0, text.length);
      reader.beginObject();
      while (reader.nextMember()) {
        own.add(reader.name());
        json.name(reader.name()).json(reader.raw());
      }
      reader.end();
    } catch (JsonException e) {
      throw RequestBody.invalid("options." + NAME, e);
    }
  }

  /** Null if it can't be said: to a model that has no such thing, or to a Claude that thinks. */
  private @Nullable Integer topK(ChatCall call, ThinkingFields thinking) {
    Integer topK = call.sampling().topK();
    boolean takes =
        switch (family) {
          case CLAUDE -> !thinking.on() && Claude.of(call.model()).takesSampling();
          case NOVA, NOVA_2, MISTRAL, COHERE -> true;
          default -> false;
        };
    body.dropIf(topK != null && !takes, "sampling.top_k");
    return takes ? topK : null;
  }

  private void topK(int topK) {
    switch (family) {
      case NOVA, NOVA_2 -> {
        if (!own.contains("inferenceConfig")) {
          json.name("inferenceConfig").beginObject().name("topK").number(topK).endObject();
        }
      }
      case COHERE -> number("k", topK);
      default -> number("top_k", topK);
    }
  }

  private void number(String name, int value) {
    if (!own.contains(name)) {
      json.name(name).number(value);
    }
  }
}
