package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a chat completions request. A call whose caller speaks this dialect is sent on in the
 * caller's own bytes ({@link ChatSplice}), so that nothing is lost; any other is built anew.
 *
 * <p>Built anew, the caller's own members (those of {@link ChatCall#options}, then those of its
 * {@link Origin}) win over what the call says otherwise, save {@code model} and {@code stream}:
 * these two the router has decided, so they are reported as dropped. In both, {@code
 * stream_options} is the caller's with {@code include_usage} set, since without it a stream can't
 * be accounted.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
public record ChatRequest(List<ByteBuffer> body, List<String> dropped) {
  private static final Set<String> ROUTED = Set.of("model", "stream");
  private static final String STREAM_OPTIONS = "stream_options";

  /**
   * Translates a call.
   *
   * @throws ProviderException if the call can't be said at all
   */
  public static ChatRequest of(ChatCall call, Dialect dialect) {
    RawBody caller = RequestBody.callersOwn(call.origin(), Origin.OPENAI_CHAT, call.options());
    return caller == null
        ? new Writer(call, dialect).write()
        : new ChatSplice(call, caller, dialect).write();
  }

  /**
   * Writes the members that make an answer a stream.
   *
   * @param options the caller's own {@code stream_options}, if any
   */
  static void stream(JsonWriter json, @Nullable String options) {
    json.name("stream").bool(true);
    json.name(STREAM_OPTIONS).beginObject().name("include_usage").bool(true);
    if (options != null && options.startsWith("{")) {
      String members = options.substring(1, options.length() - 1);
      json.members(members, name -> !name.equals("include_usage"));
    }
    json.endObject();
  }

  private static final class Writer {
    private final ChatCall call;
    private final Dialect dialect;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;

    private final OwnMembers own;

    Writer(ChatCall call, Dialect dialect) {
      this.call = call;
      this.dialect = dialect;
      this.own = new OwnMembers(body, ROUTED, call.stream() ? STREAM_OPTIONS : "");
    }

    ChatRequest write() {
      json.beginObject();
      json.name("model").string(call.model());
      own.copy(call.options(), call.origin(), Origin.OPENAI_CHAT);
      if (free("messages")) {
        json.name("messages");
        new MessageWriter(body, dialect).messages(call.messages());
      }
      goOn();
      if (call.stream()) {
        stream(json, own.held());
      }
      sampling(call.sampling());
      new ToolWriter(body, dialect).write(call, own.names());
      format(call.format());
      thinking(call.thinking());
      output(call.output());
      account();
      json.endObject();
      return new ChatRequest(body.body(), body.dropped());
    }

    private void goOn() {
      boolean wanted =
          dialect.prefill() == Prefill.VLLM && MessageWriter.endWithBegun(call.messages());
      if (wanted && free("continue_final_message") && free("add_generation_prompt")) {
        json.name("continue_final_message").bool(true);
        json.name("add_generation_prompt").bool(false);
      }
    }

    private boolean free(String name) {
      return own.lack(name);
    }

    private void sampling(Sampling sampling) {
      if (free("max_tokens") && free("max_completion_tokens")) {
        body.number(dialect.limitName(call.model()), sampling.maxOutput());
      }
      number("temperature", sampling.temperature());
      number("top_p", sampling.topP());
      number("frequency_penalty", sampling.frequencyPenalty());
      number("presence_penalty", sampling.presencePenalty());
      whole("n", sampling.choices());
      whole("seed", sampling.seed());
      others(sampling);
      if (!sampling.stop().isEmpty() && free("stop")) {
        json.name("stop").beginArray();
        sampling.stop().forEach(json::string);
        json.endArray();
      }
      logitBias(sampling.logitBias());
      logprobs(sampling.topLogprobs());
    }

    /** What OpenAI itself does not have, and the hosts like it do. */
    private void others(Sampling sampling) {
      if (dialect.original()) {
        body.dropIf(sampling.topK() != null, "sampling.top_k");
        body.dropIf(sampling.minP() != null, "sampling.min_p");
        body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
      } else {
        whole("top_k", sampling.topK());
        number("min_p", sampling.minP());
        number("repetition_penalty", sampling.repetitionPenalty());
      }
    }

    private void number(String name, @Nullable Double value) {
      if (free(name)) {
        body.number(name, value, "sampling." + name);
      }
    }

    private void whole(String name, @Nullable Number value) {
      if (free(name)) {
        body.number(name, value);
      }
    }

    private void logitBias(Map<String, Double> bias) {
      if (bias.isEmpty() || !free("logit_bias")) {
        return;
      }
      json.name("logit_bias").beginObject();
      new TreeMap<>(bias)
          .forEach((token, value) -> body.number(token, value, "sampling.logit_bias." + token));
      json.endObject();
    }

    private void logprobs(@Nullable Integer top) {
      if (top == null) {
        return;
      }
      if (free("logprobs")) {
        json.name("logprobs").bool(true);
      }
      if (top > 0 && free("top_logprobs")) {
        json.name("top_logprobs").number(top);
      }
    }

    private void format(@Nullable ResponseFormat format) {
      if (format == null || !free("response_format")) {
        return;
      }
      switch (format) {
        case ResponseFormat.Text text -> formatType("text");
        case ResponseFormat.JsonObject object -> formatType("json_object");
        case ResponseFormat.JsonSchema schema -> schema(schema);
        default -> body.drop("format");
      }
    }

    private void formatType(String type) {
      json.name("response_format").beginObject().name("type").string(type).endObject();
    }

    private void schema(ResponseFormat.JsonSchema schema) {
      json.name("response_format").beginObject().name("type").string("json_schema");
      json.name("json_schema").beginObject().name("name").string(schema.name());
      body.text("description", schema.description());
      body.bool("strict", schema.strict());
      if (!schema.schema().isEmpty()) {
        body.json("schema", schema.schema(), "format.schema");
      }
      body.extra(schema.extra(), ModelledNames.JSON_SCHEMA, "format");
      json.endObject().endObject();
    }

    /** OpenAI never tells its thinking here; the other hosts always do. */
    private void thinking(@Nullable Thinking thinking) {
      if (thinking == null) {
        return;
      }
      if (free("reasoning_effort")) {
        body.text("reasoning_effort", thinking.effort());
      }
      body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
      Boolean include = thinking.include();
      body.dropIf(include != null && include == dialect.original(), "thinking.include");
    }

    private void output(Output output) {
      if (free("verbosity")) {
        body.text("verbosity", output.verbosity());
      }
      if (!output.modalities().isEmpty() && free("modalities")) {
        json.name("modalities").beginArray();
        output.modalities().forEach(json::string);
        json.endArray();
      }
      boolean audio = output.voice() != null || output.audioMimeType() != null;
      if (audio && free("audio")) {
        json.name("audio").beginObject();
        body.text("voice", output.voice());
        String mimeType = output.audioMimeType();
        body.text("format", mimeType == null ? null : MediaWriter.audioFormat(mimeType));
        json.endObject();
      }
    }

    private void account() {
      String user = dialect.original() ? "safety_identifier" : "user";
      if (free(user)) {
        body.text(user, call.endUser());
      }
      if (free("service_tier")) {
        body.text("service_tier", call.serviceTier());
      }
      if (free("store")) {
        body.bool("store", call.store());
      }
    }
  }

  /** Refuses what no version of this dialect can say. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said in chat completions");
  }
}
