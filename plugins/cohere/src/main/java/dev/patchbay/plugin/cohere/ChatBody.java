package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a chat request, as Cohere's reference "Chat API (v2)" has it.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
record ChatBody(List<ByteBuffer> body, List<String> dropped) {
  /** No caller speaks this dialect. */
  static final String DIALECT = "cohere.chat";

  private static final Set<String> ROUTED = Set.of("model", "stream");

  static ChatBody of(ChatCall call) {
    return new Writer(call).write();
  }

  private static final class Writer {
    private final ChatCall call;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;
    private final OwnMembers own = new OwnMembers(body, ROUTED, "");

    Writer(ChatCall call) {
      this.call = call;
    }

    ChatBody write() {
      json.beginObject();
      json.name("model").string(call.model());
      json.name("stream").bool(call.stream());
      own.copy(call.options(), call.origin(), DIALECT);
      if (own.lack("messages")) {
        json.name("messages");
        new MessageWriter(body).messages(call.messages());
      }
      new ToolWriter(body, own).write(call);
      format(call.format());
      sampling(call.sampling());
      thinking(call.thinking());
      output(call.output());
      body.dropIf(call.endUser() != null, "end_user");
      body.dropIf(call.serviceTier() != null, "service_tier");
      body.dropIf(call.store() != null, "store");
      json.endObject();
      return new ChatBody(body.body(), body.dropped());
    }

    private void sampling(Sampling sampling) {
      whole("max_tokens", sampling.maxOutput());
      number("temperature", "temperature", sampling.temperature());
      number("p", "top_p", sampling.topP());
      whole("k", sampling.topK());
      number("frequency_penalty", "frequency_penalty", sampling.frequencyPenalty());
      number("presence_penalty", "presence_penalty", sampling.presencePenalty());
      whole("seed", sampling.seed());
      if (!sampling.stop().isEmpty() && own.lack("stop_sequences")) {
        json.name("stop_sequences").beginArray();
        sampling.stop().forEach(json::string);
        json.endArray();
      }
      Integer top = sampling.topLogprobs();
      if (top != null && own.lack("logprobs")) {
        json.name("logprobs").bool(true);
        body.dropIf(top > 0, "sampling.top_logprobs");
      }
      body.dropIf(sampling.minP() != null, "sampling.min_p");
      body.dropIf(sampling.repetitionPenalty() != null, "sampling.repetition_penalty");
      Integer choices = sampling.choices();
      body.dropIf(choices != null && choices > 1, "sampling.choices");
      body.dropIf(!sampling.logitBias().isEmpty(), "sampling.logit_bias");
    }

    private void number(String name, String path, @Nullable Double value) {
      if (own.lack(name)) {
        body.number(name, value, "sampling." + path);
      }
    }

    private void whole(String name, @Nullable Number value) {
      if (own.lack(name)) {
        body.number(name, value);
      }
    }

    private void format(@Nullable ResponseFormat format) {
      if (format == null || !own.lack("response_format")) {
        return;
      }
      switch (format) {
        case ResponseFormat.Text text -> formatType("text");
        case ResponseFormat.JsonObject object -> formatType("json_object");
        case ResponseFormat.JsonSchema schema -> schema(schema);
        default ->
            throw new ProviderException(
                ErrorKind.UNSUPPORTED, "format: Cohere keeps to JSON and JSON schemas alone");
      }
    }

    private void formatType(String type) {
      json.name("response_format").beginObject().name("type").string(type).endObject();
    }

    /** A schema is always kept to, and has no name. */
    private void schema(ResponseFormat.JsonSchema schema) {
      json.name("response_format").beginObject().name("type").string("json_object");
      if (!schema.schema().isEmpty()) {
        body.json("schema", schema.schema(), "format.schema");
      }
      json.endObject();
      body.dropIf(schema.description() != null, "format.description");
      body.dropIf(!schema.extra().isEmpty(), "format.extra");
    }

    /** Thinking is on or off; of how much, only a number of tokens can be said. */
    private void thinking(@Nullable Thinking thinking) {
      if (thinking == null) {
        return;
      }
      String effort = thinking.effort();
      Integer budget = thinking.budgetTokens();
      boolean off = "none".equals(effort);
      if ((effort != null || budget != null) && own.lack("thinking")) {
        json.name("thinking").beginObject().name("type").string(off ? "disabled" : "enabled");
        body.number("token_budget", off ? null : budget);
        json.endObject();
      }
      body.dropIf(effort != null && !off, "thinking.effort");
      body.dropIf(Boolean.FALSE.equals(thinking.include()) && !off, "thinking.include");
    }

    private void output(Output output) {
      body.dropIf(output.verbosity() != null, "output.verbosity");
      boolean more = output.modalities().stream().anyMatch(kind -> !kind.equals("text"));
      body.dropIf(more, "output.modalities");
      body.dropIf(output.voice() != null || output.audioMimeType() != null, "output.voice");
    }
  }
}
