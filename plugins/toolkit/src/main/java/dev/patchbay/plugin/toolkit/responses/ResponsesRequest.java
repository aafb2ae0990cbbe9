package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.ReasoningModels;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.RawBody;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a Responses request. A call whose caller speaks this dialect is sent on in the
 * caller's own bytes, any other is built anew. In both the service is told to store nothing, and to
 * seal its thinking so that it can come back, unless the caller says something about storing.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 * @param framable whether a caller of this dialect may get the service's own frames: not if they
 *     may hold sealed thinking and nothing in them tells whose it is
 */
public record ResponsesRequest(List<ByteBuffer> body, List<String> dropped, boolean framable) {
  private static final Set<String> ROUTED = Set.of("model", "stream");
  private static final String LOGPROBS = "message.output_text.logprobs";

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static ResponsesRequest of(ChatCall call, ResponsesDialect dialect) {
    RawBody caller = RequestBody.callersOwn(call.origin(), Origin.OPENAI_RESPONSES, call.options());
    return caller == null
        ? new Writer(call, dialect).write()
        : new ResponsesSplice(call, caller, dialect).write();
  }

  private static final class Writer {
    private final ChatCall call;
    private final ResponsesDialect dialect;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;
    private final OwnMembers own = new OwnMembers(body, ROUTED, "");

    Writer(ChatCall call, ResponsesDialect dialect) {
      this.call = call;
      this.dialect = dialect;
    }

    ResponsesRequest write() {
      json.beginObject();
      json.name("model").string(call.model());
      own.copy(call.options(), call.origin(), Origin.OPENAI_RESPONSES);
      if (call.stream()) {
        json.name("stream").bool(true);
      }
      new ItemWriter(body, dialect).write(call.messages(), own.names());
      boolean logprobs = sampling(call.sampling());
      new ToolWriter(body, dialect).write(call, own.names());
      text();
      thinking(call.thinking());
      account();
      boolean sealed = include(logprobs);
      json.endObject();
      return new ResponsesRequest(body.body(), body.dropped(), dialect.isHome() || !sealed);
    }

    private boolean free(String name) {
      return own.lack(name);
    }

    /** Whether log probabilities are wanted. */
    private boolean sampling(Sampling sampling) {
      if (free("max_output_tokens")) {
        body.number("max_output_tokens", sampling.maxOutput());
      }
      Thinking thinking = call.thinking();
      String effort = thinking == null ? null : thinking.effort();
      boolean refused = dialect.original() && ReasoningModels.refusesSampling(call.model(), effort);
      number("temperature", sampling.temperature(), refused);
      number("top_p", sampling.topP(), refused);
      lacking(sampling);
      Integer top = sampling.topLogprobs();
      body.dropIf(top != null && refused, "sampling.top_logprobs");
      if (top == null || refused) {
        return false;
      }
      if (top > 0 && free("top_logprobs")) {
        json.name("top_logprobs").number(top);
      }
      return true;
    }

    private void number(String name, @Nullable Double value, boolean refused) {
      if (refused) {
        body.dropIf(value != null && free(name), "sampling." + name);
      } else if (free(name)) {
        body.number(name, value, "sampling." + name);
      }
    }

    private void lacking(Sampling sampling) {
      body.dropIf(sampling.topK() != null, "sampling.top_k");
      body.dropIf(sampling.minP() != null, "sampling.min_p");
      body.dropIf(sampling.frequencyPenalty() != null, "sampling.frequency_penalty");
      body.dropIf(sampling.presencePenalty() != null, "sampling.presence_penalty");
      body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
      body.dropIf(sampling.seed() != null, "sampling.seed");
      body.dropIf(!sampling.stop().isEmpty(), "sampling.stop");
      body.dropIf(Objects.requireNonNullElse(sampling.choices(), 1) != 1, "sampling.choices");
      body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
    }

    private void text() {
      Output output = call.output();
      ResponseFormat format = call.format();
      body.dropIf(!Set.of("text").containsAll(output.modalities()), "output.modalities");
      body.dropIf(output.voice() != null, "output.audio_voice");
      body.dropIf(output.audioMimeType() != null, "output.audio_mime_type");
      if ((format == null && output.verbosity() == null) || !free("text")) {
        return;
      }
      json.name("text").beginObject();
      if (format != null) {
        json.name("format").beginObject();
        format(format);
        json.endObject();
      }
      body.text("verbosity", output.verbosity());
      json.endObject();
    }

    private void format(ResponseFormat format) {
      switch (format) {
        case ResponseFormat.Text text -> json.name("type").string("text");
        case ResponseFormat.JsonObject object -> json.name("type").string("json_object");
        case ResponseFormat.JsonSchema schema -> schema(schema);
        default -> throw unsupported("format", "this form of answer");
      }
    }

    private void schema(ResponseFormat.JsonSchema schema) {
      json.name("type").string("json_schema").name("name").string(schema.name());
      body.text("description", schema.description());
      body.bool("strict", schema.strict());
      if (!schema.schema().isEmpty()) {
        body.json("schema", schema.schema(), "format.schema");
      }
      body.extra(schema.extra(), ResponsesNames.FORMAT, "format");
    }

    private void thinking(@Nullable Thinking thinking) {
      if (thinking == null) {
        return;
      }
      body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
      boolean summary = Boolean.TRUE.equals(thinking.include());
      if (!free("reasoning") || (thinking.effort() == null && !summary)) {
        return;
      }
      json.name("reasoning").beginObject();
      body.text("effort", thinking.effort());
      body.text("summary", summary ? "auto" : null);
      json.endObject();
    }

    private void account() {
      if (free(dialect.userField())) {
        body.text(dialect.userField(), call.endUser());
      }
      if (free("service_tier")) {
        body.text("service_tier", call.serviceTier());
      }
      if (free("store")) {
        json.name("store").bool(Boolean.TRUE.equals(call.store()));
      }
    }

    /** Whether thinking may come back sealed. */
    private boolean include(boolean logprobs) {
      boolean sealed = dialect.seals(call) && !Boolean.TRUE.equals(call.store());
      if (!free("include") || !(sealed || logprobs)) {
        return !free("include");
      }
      json.name("include").beginArray();
      if (sealed) {
        json.string(ResponsesDialect.SEALED);
      }
      if (logprobs) {
        json.string(LOGPROBS);
      }
      json.endArray();
      return sealed;
    }
  }

  /** Refuses what this dialect can't say, where to leave it out would change the meaning. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said in Responses");
  }
}
