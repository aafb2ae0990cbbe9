package dev.patchbay.server.http.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Asides;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent.ChoiceFinished;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.spi.Usage;
import java.nio.ByteBuffer;
import java.util.List;

/** What streamed and whole answers say alike. */
public final class Words {
  private Words() {}

  static String finish(ChoiceFinished finished) {
    return switch (finished.reason()) {
      case STOP, PAUSED -> "stop";
      case LENGTH, CONTEXT_WINDOW -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER, REFUSAL -> "content_filter";
      // Not a word of OpenAI's, but one that other gateways have made known.
      case ERROR -> "error";
      case OTHER -> finished.rawReason().isEmpty() ? "stop" : finished.rawReason();
    };
  }

  /** What the choice's members can't say of its end. */
  static Asides asides(ChoiceFinished finished) {
    return new Asides()
        .stopSequence(finished.stopSequence())
        .message(finished.message())
        .finish(finished, finish(finished));
  }

  /** Writes a usage object. */
  static void usage(JsonWriter json, Outcome outcome) {
    Usage usage = outcome.usage();
    json.beginObject();
    json.name("prompt_tokens").number(usage.input());
    json.name("completion_tokens").number(usage.output());
    json.name("total_tokens").number(usage.input() + usage.output());
    json.name("prompt_tokens_details");
    inputDetails(json, usage);
    json.name("completion_tokens_details");
    outputDetails(json, usage);
    if (outcome.estimated()) {
      json.name("estimated").bool(true);
    }
    json.endObject();
  }

  /** Writes the parts of the input, under names that both of OpenAI's dialects use. */
  public static void inputDetails(JsonWriter json, Usage usage) {
    json.beginObject().name("cached_tokens").number(usage.cacheRead().orElse(0));
    if (usage.cacheWrite().isPresent()) {
      json.name("cache_write_tokens").number(usage.cacheWrite().getAsLong());
    }
    if (usage.toolInput().isPresent()) {
      json.name("tool_tokens").number(usage.toolInput().getAsLong());
    }
    usage.byModality().forEach(part -> modality(json, part, part.input()));
    json.endObject();
  }

  /** The same of the output. */
  public static void outputDetails(JsonWriter json, Usage usage) {
    json.beginObject().name("reasoning_tokens").number(usage.reasoning().orElse(0));
    usage.byModality().forEach(part -> modality(json, part, part.output()));
    json.endObject();
  }

  private static void modality(JsonWriter json, Usage.ModalityTokens part, long tokens) {
    if (tokens > 0) {
      json.name(part.modality() + "_tokens").number(tokens);
    }
  }

  /** Writes the members of an annotation. */
  static void annotation(JsonWriter json, Annotation annotation) {
    json.name("type").string("url_citation");
    json.name("url_citation").beginObject();
    if (annotation.start().isPresent()) {
      json.name("start_index").number(annotation.start().getAsInt());
    }
    if (annotation.end().isPresent()) {
      json.name("end_index").number(annotation.end().getAsInt());
    }
    json.name("url").string(annotation.uri() == null ? "" : annotation.uri());
    json.name("title").string(annotation.title() == null ? "" : annotation.title());
    json.endObject();
  }

  /** Writes the list of log probabilities. */
  public static void logprobs(JsonWriter json, List<TokenLogprob> logprobs) {
    json.beginArray();
    for (TokenLogprob logprob : logprobs) {
      json.beginObject();
      token(json, logprob);
      json.name("top_logprobs").beginArray();
      for (TokenLogprob likely : logprob.top()) {
        json.beginObject();
        token(json, likely);
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
  }

  private static void token(JsonWriter json, TokenLogprob logprob) {
    json.name("token").string(logprob.token());
    json.name("logprob").number(logprob.logprob());
    json.name("bytes");
    ByteBuffer bytes = logprob.utf8();
    if (bytes == null) {
      json.nil();
      return;
    }
    json.beginArray();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      json.number(bytes.get(i) & 0xFF);
    }
    json.endArray();
  }
}
