package dev.patchbay.plugin.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Sampling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code options}: how to choose tokens, and how the model is loaded. What the caller has
 * written there itself wins.
 */
final class OptionsWriter {
  private static final String MEMBER = "options";

  private final RequestBody body;
  private final JsonWriter json;
  private final Set<String> own = new HashSet<>();
  private final List<Runnable> members = new ArrayList<>();
  private final @Nullable String held;

  /**
   * @param held the caller's own options as JSON text
   */
  OptionsWriter(RequestBody body, @Nullable String held) {
    this.body = body;
    this.json = body.json;
    this.held = held;
    if (held != null) {
      names(held);
    }
  }

  private void names(String object) {
    byte[] text = object.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(text, 0, text.length);
    try {
      reader.beginObject();
      while (reader.nextMember()) {
        own.add(reader.name());
        reader.skip();
      }
      reader.end();
    } catch (JsonException e) {
      throw RequestBody.invalid(MEMBER, e);
    }
  }

  OptionsWriter sampling(Sampling sampling) {
    whole("num_predict", sampling.maxOutput());
    number("temperature", "temperature", sampling.temperature());
    number("top_p", "top_p", sampling.topP());
    whole("top_k", sampling.topK());
    number("min_p", "min_p", sampling.minP());
    whole("seed", sampling.seed());
    number("frequency_penalty", "frequency_penalty", sampling.frequencyPenalty());
    number("presence_penalty", "presence_penalty", sampling.presencePenalty());
    number("repeat_penalty", "repetition_penalty", sampling.repetitionPenalty());
    if (!sampling.stop().isEmpty() && !own.contains("stop")) {
      members.add(() -> {
        json.name("stop").beginArray();
        sampling.stop().forEach(json::string);
        json.endArray();
      });
    }
    Integer choices = sampling.choices();
    body.dropIf(choices != null && choices > 1, "sampling.choices");
    body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
    return this;
  }

  OptionsWriter loading(Loading loading) {
    whole("num_ctx", loading.contextTokens());
    return this;
  }

  /** Writes the member, unless it would be empty. */
  void write() {
    if (held == null && members.isEmpty()) {
      return;
    }
    json.name(MEMBER).beginObject();
    if (held != null) {
      json.members(RequestBody.membersOf(held, MEMBER), name -> true);
    }
    members.forEach(Runnable::run);
    json.endObject();
  }

  private void number(String name, String path, @Nullable Double value) {
    if (value != null && !own.contains(name)) {
      members.add(() -> body.number(name, value, "sampling." + path));
    }
  }

  private void whole(String name, @Nullable Number value) {
    if (value != null && !own.contains(name)) {
      members.add(() -> body.number(name, value));
    }
  }
}
