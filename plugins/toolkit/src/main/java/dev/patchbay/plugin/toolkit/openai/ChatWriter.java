package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Sampling;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a chat completions request anew. One for each call. */
final class ChatWriter {
  private static final Set<String> ROUTED = Set.of("model", "stream");

  private final ChatCall call;
  private final Dialect dialect;
  private final RequestBody body = new RequestBody();
  private final JsonWriter json = body.json;
  private final OwnMembers own;
  private final Members members;

  ChatWriter(ChatCall call, Dialect dialect) {
    this.call = call;
    this.dialect = dialect;
    this.own = new OwnMembers(body, ROUTED, call.stream() ? ChatRequest.STREAM_OPTIONS : "");
    this.members = new Members(body, own, dialect, call);
  }

  ChatRequest write() {
    json.beginObject();
    json.name("model").string(call.model());
    own.copy(call.options(), call.origin(), Origin.OPENAI_CHAT);
    if (own.lack("messages")) {
      json.name("messages");
      new MessageWriter(body, dialect, call.model()).messages(call.messages());
    }
    goOn();
    if (call.stream()) {
      ChatRequest.stream(json, dialect.quirks(), own.held());
    }
    sampling(call.sampling());
    new ToolWriter(members, dialect).write(call);
    new FormatWriter(members).write(call.format());
    new ThinkingWriter(members, dialect).write(call.thinking());
    output(call.output());
    members.text("user", call.endUser());
    members.text("service_tier", call.serviceTier());
    members.bool("store", call.store());
    json.endObject();
    return new ChatRequest(body.body(), body.dropped());
  }

  private void goOn() {
    boolean wanted =
        dialect.prefill() == Prefill.VLLM && MessageWriter.endWithBegun(call.messages());
    if (wanted && own.lack("continue_final_message") && own.lack("add_generation_prompt")) {
      json.name("continue_final_message").bool(true);
      json.name("add_generation_prompt").bool(false);
    }
  }

  private void sampling(Sampling sampling) {
    if (own.lack("max_tokens") && own.lack("max_completion_tokens")) {
      body.number(dialect.limitName(call.model()), sampling.maxOutput());
    }
    members.number("temperature", sampling.temperature());
    members.number("top_p", sampling.topP());
    members.number("frequency_penalty", sampling.frequencyPenalty());
    members.number("presence_penalty", sampling.presencePenalty());
    choices(sampling.choices());
    members.whole("seed", sampling.seed());
    members.whole("top_k", sampling.topK());
    members.number("min_p", sampling.minP());
    members.number("repetition_penalty", sampling.repetitionPenalty());
    if (members.begin("stop", !sampling.stop().isEmpty())) {
      json.beginArray();
      sampling.stop().forEach(json::string);
      json.endArray();
    }
    logitBias(sampling.logitBias());
    logprobs(sampling.topLogprobs());
  }

  /** One choice is what every host gives unasked, also one that can't be asked. */
  private void choices(@Nullable Integer count) {
    boolean unsaid = count != null && count == 1 && dialect.quirks().lacks(call.model(), "n");
    members.whole("n", unsaid ? null : count);
  }

  private void logitBias(Map<String, Double> bias) {
    if (members.begin("logit_bias", !bias.isEmpty())) {
      json.beginObject();
      new TreeMap<>(bias)
          .forEach((token, value) -> body.number(token, value, "sampling.logit_bias." + token));
      json.endObject();
    }
  }

  private void logprobs(@Nullable Integer top) {
    if (top == null) {
      return;
    }
    if (dialect.quirks().countedLogprobs) {
      members.whole("logprobs", Math.max(1, top));
    } else if (members.wanted("logprobs", true)) {
      json.name("logprobs").bool(true);
      members.whole("top_logprobs", top > 0 ? top : null);
    }
  }

  private void output(Output output) {
    members.text("verbosity", output.verbosity());
    if (members.begin("modalities", !output.modalities().isEmpty())) {
      json.beginArray();
      output.modalities().forEach(json::string);
      json.endArray();
    }
    boolean audio = output.voice() != null || output.audioMimeType() != null;
    if (members.begin("audio", audio)) {
      json.beginObject();
      body.text("voice", output.voice());
      String mimeType = output.audioMimeType();
      body.text("format", mimeType == null ? null : MediaWriter.audioFormat(mimeType));
      json.endObject();
    }
  }
}
