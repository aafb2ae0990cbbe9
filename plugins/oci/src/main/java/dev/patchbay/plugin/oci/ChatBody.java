package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to {@code /actions/chat}: the envelope and what the three formats have in
 * common. The caller's own members go into {@code chatRequest} and win over what the call says
 * otherwise, save the format and whether to stream: these the router has decided.
 */
abstract class ChatBody {
  /** The name under which a door would speak this dialect; none does. */
  private static final String DIALECT = "oci.chat";

  private static final Set<String> ROUTED = Set.of("apiFormat", "isStream");
  private static final String STREAM_OPTIONS = "streamOptions";

  final ChatCall call;
  final RequestBody body = new RequestBody();
  final JsonWriter json = body.json;
  private final OwnMembers own;

  ChatBody(ChatCall call) {
    this.call = call;
    this.own = new OwnMembers(body, ROUTED, call.stream() ? STREAM_OPTIONS : "");
  }

  /** What is sent, and what of the call it does not say. */
  record Built(List<ByteBuffer> body, List<String> dropped) {}

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  static Built of(ChatCall call, ApiFormat format, Envelope envelope) {
    ChatBody body =
        switch (format) {
          case GENERIC -> new GenericBody(call);
          case COHERE -> new CohereBody(call);
          case COHEREV2 -> new CohereV2Body(call);
        };
    return body.write(format, envelope);
  }

  private Built write(ApiFormat format, Envelope envelope) {
    json.beginObject();
    envelope.write(json, call.model());
    json.name("chatRequest").beginObject().name("apiFormat").string(format.name());
    own.copy(call.options(), call.origin(), DIALECT);
    members();
    stream();
    json.endObject().endObject();
    return new Built(body.body(), body.dropped());
  }

  /** Writes what the call says, save whether to stream. */
  abstract void members();

  /** Without usage a stream can't be accounted, so it is always asked for. */
  private void stream() {
    if (!call.stream()) {
      return;
    }
    json.name("isStream").bool(true);
    json.name(STREAM_OPTIONS).beginObject().name("isIncludeUsage").bool(true);
    String said = own.held();
    if (said != null && said.startsWith("{")) {
      json.members(said.substring(1, said.length() - 1), name -> !name.equals("isIncludeUsage"));
    }
    json.endObject();
  }

  final boolean free(String name) {
    return own.lack(name);
  }

  final void number(String name, @Nullable Double value, String path) {
    if (free(name)) {
      body.number(name, value, path);
    }
  }

  final void whole(String name, @Nullable Number value) {
    if (free(name)) {
      body.number(name, value);
    }
  }

  /** A text of a closed set of words, which the service has in upper case. */
  final void word(String name, @Nullable String value) {
    if (free(name)) {
      body.text(name, value == null ? null : value.toUpperCase(Locale.ROOT));
    }
  }

  final void texts(String name, List<String> values) {
    if (!values.isEmpty() && free(name)) {
      json.name(name).beginArray();
      values.forEach(json::string);
      json.endArray();
    }
  }

  /** The parameters that all three formats have under the same names. */
  final void choosing(Sampling sampling) {
    number("temperature", sampling.temperature(), "sampling.temperature");
    number("topP", sampling.topP(), "sampling.top_p");
    whole("topK", sampling.topK());
    number("frequencyPenalty", sampling.frequencyPenalty(), "sampling.frequency_penalty");
    number("presencePenalty", sampling.presencePenalty(), "sampling.presence_penalty");
    whole("seed", sampling.seed());
    body.dropIf(sampling.minP() != null, "sampling.min_p");
    body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
  }

  /** What Cohere's models have no word for. */
  final void lacking(Sampling sampling) {
    Integer choices = sampling.choices();
    body.dropIf(choices != null && choices != 1, "sampling.choices");
    body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
  }

  /** Answers are text, and none is kept, whatever the format. */
  final void lacking(Output output) {
    boolean textOnly = output.modalities().isEmpty() || output.modalities().equals(List.of("text"));
    body.dropIf(!textOnly, "output.modalities");
    body.dropIf(output.voice() != null, "output.voice");
    body.dropIf(output.audioMimeType() != null, "output.audio_mime_type");
    body.dropIf(call.endUser() != null, "end_user");
    body.dropIf(Boolean.TRUE.equals(call.store()), "store");
  }

  /** Cohere has one form for JSON of any kind and for JSON that fits a schema. */
  final void cohereFormat(ResponseFormat format) {
    switch (format) {
      case ResponseFormat.Text text -> type("responseFormat", "TEXT");
      case ResponseFormat.JsonObject object -> type("responseFormat", "JSON_OBJECT");
      case ResponseFormat.JsonSchema schema -> {
        json.name("responseFormat").beginObject().name("type").string("JSON_OBJECT");
        if (!schema.schema().isEmpty()) {
          body.json("schema", schema.schema(), "format.schema");
        }
        json.endObject();
        body.dropIf(schema.description() != null, "format.description");
        body.dropIf(!schema.extra().isEmpty(), "format.extra");
      }
      default -> throw Media.unsupported("format", "an answer in a grammar");
    }
  }

  final void type(String member, String type) {
    json.name(member).beginObject().name("type").string(type).endObject();
  }
}
