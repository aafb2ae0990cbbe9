package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code generationConfig}, with the caller's own members among ours; nothing if empty. */
final class ConfigWriter {
  static final String MEMBER = "generationConfig";

  private final RequestBody body;
  private final JsonWriter json;
  private final OwnMembers own;
  private final ChatCall call;
  private final Set<String> taken = new HashSet<>();
  private boolean open;

  ConfigWriter(RequestBody body, OwnMembers own, ChatCall call) {
    this.body = body;
    this.json = body.json;
    this.own = own;
    this.call = call;
  }

  void write() {
    callersOwn(own.held());
    sampling(call.sampling());
    format(call.format());
    if (free("thinkingConfig")) {
      new ThinkingWriter(body, call.model()).write(call.thinking(), this::open);
    }
    output(call.output());
    if (open) {
      json.endObject();
    }
  }

  private void callersOwn(@Nullable String config) {
    if (config == null) {
      return;
    }
    String members = RequestBody.membersOf(config, "options." + MEMBER);
    open();
    try {
      json.members(members, name -> taken.add(JsonText.camelCase(name)));
    } catch (JsonException e) {
      throw RequestBody.invalid("options." + MEMBER, e);
    }
  }

  private void open() {
    if (!open) {
      open = true;
      json.name(MEMBER).beginObject();
    }
  }

  private boolean free(String name) {
    return taken.isEmpty() || !taken.contains(name);
  }

  private void sampling(Sampling sampling) {
    number("temperature", sampling.temperature(), "temperature");
    number("topP", sampling.topP(), "top_p");
    whole("topK", sampling.topK());
    number("presencePenalty", sampling.presencePenalty(), "presence_penalty");
    number("frequencyPenalty", sampling.frequencyPenalty(), "frequency_penalty");
    whole("maxOutputTokens", sampling.maxOutput());
    whole("candidateCount", sampling.choices());
    seed(sampling.seed());
    if (!sampling.stop().isEmpty()) {
      texts("stopSequences", sampling.stop());
    }
    logprobs(sampling.topLogprobs());
    body.dropIf(sampling.minP() != null, "sampling.min_p");
    body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
    body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
  }

  /** The services' seed has 32 bits. */
  private void seed(@Nullable Long seed) {
    if (seed != null && seed != seed.intValue()) {
      body.drop("sampling.seed");
    } else {
      whole("seed", seed);
    }
  }

  private void number(String name, @Nullable Double value, String path) {
    if (value == null || !free(name)) {
      return;
    }
    if (!Double.isFinite(value)) {
      throw new ProviderException(
          ErrorKind.INVALID, "sampling." + path + " is " + value + ", expected a finite number");
    }
    open();
    json.name(name).number(value);
  }

  private void whole(String name, @Nullable Number value) {
    if (value != null && free(name)) {
      open();
      json.name(name).number(value.longValue());
    }
  }

  private void texts(String name, List<String> values) {
    if (free(name)) {
      open();
      json.name(name).beginArray();
      values.forEach(json::string);
      json.endArray();
    }
  }

  private void logprobs(@Nullable Integer top) {
    if (top == null) {
      return;
    }
    if (free("responseLogprobs")) {
      open();
      json.name("responseLogprobs").bool(true);
    }
    whole("logprobs", top > 0 ? top : null);
  }

  private void format(@Nullable ResponseFormat format) {
    switch (format) {
      case null -> {}
      case ResponseFormat.Text text -> mimeType("text/plain");
      case ResponseFormat.JsonObject object -> mimeType("application/json");
      case ResponseFormat.JsonSchema schema -> {
        mimeType("application/json");
        schema(schema);
      }
      default -> throw GenerateRequest.unsupported("format", format.getClass().getSimpleName());
    }
  }

  private void mimeType(String type) {
    if (free("responseMimeType")) {
      open();
      json.name("responseMimeType").string(type);
    }
  }

  /** Answers always keep to the schema, so that {@code strict} says nothing more. */
  private void schema(ResponseFormat.JsonSchema schema) {
    body.dropIf(schema.description() != null, "format.description");
    body.dropIf(!schema.extra().isEmpty(), "format.extra");
    if (!schema.schema().isEmpty() && free("responseJsonSchema") && free("responseSchema")) {
      open();
      String member =
          JsonText.isGooglesSchema(schema.schema()) ? "responseSchema" : "responseJsonSchema";
      body.json(member, schema.schema(), "format.schema");
    }
  }

  private void output(Output output) {
    List<String> modalities = output.modalities();
    if (!modalities.isEmpty()) {
      texts(
          "responseModalities",
          modalities.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList());
    }
    if (output.voice() != null && free("speechConfig")) {
      open();
      json.name("speechConfig").beginObject().name("voiceConfig").beginObject();
      json.name("prebuiltVoiceConfig").beginObject().name("voiceName").string(output.voice());
      json.endObject().endObject().endObject();
    }
    body.dropIf(output.verbosity() != null, "output.verbosity");
    body.dropIf(output.audioMimeType() != null, "output.audio_mime_type");
  }
}
