package dev.patchbay.server.http.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Asides;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.json.Types;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.ChoiceFinished;
import dev.patchbay.spi.Usage;
import org.jspecify.annotations.Nullable;

/** What streamed and whole answers say alike. */
final class Words {
  private static final String TOOL_USE = "tool_use";
  private static final String REFUSAL = "refusal";
  private static final String STOP_SEQUENCE = "stop_sequence";

  /** Anthropic's own word for arguments that are no JSON object. */
  private static final String INVALID_JSON = "INVALID_JSON";

  private Words() {}

  static String messageId(String responseId) {
    return "msg_" + responseId.substring("resp_".length());
  }

  /**
   * @param called whether tools were called: some services stop without saying that this is why
   * @param refused whether the model has refused in words
   */
  static String stopReason(ChoiceFinished finished, boolean called, boolean refused) {
    return switch (finished.reason()) {
      case STOP -> {
        if (called) {
          yield TOOL_USE;
        }
        if (refused) {
          yield REFUSAL;
        }
        boolean text =
            finished.stopSequence() != null || finished.rawReason().equals(STOP_SEQUENCE);
        yield text ? STOP_SEQUENCE : "end_turn";
      }
      case LENGTH -> "max_tokens";
      case CONTEXT_WINDOW -> "model_context_window_exceeded";
      case TOOL_CALLS -> TOOL_USE;
      case CONTENT_FILTER, REFUSAL -> REFUSAL;
      case PAUSED -> "pause_turn";
      case ERROR -> "error";
      case OTHER -> finished.rawReason().isEmpty() ? "end_turn" : finished.rawReason();
    };
  }

  /**
   * Writes how the message ends.
   *
   * @param finished null: nothing was said of it
   */
  static void stop(JsonWriter json, @Nullable ChoiceFinished finished, String reason) {
    String text = finished == null ? null : finished.stopSequence();
    json.name("stop_reason").string(reason).name(STOP_SEQUENCE);
    if (text == null) {
      json.nil();
    } else {
      json.string(text);
    }
    if (finished != null && finished.message() != null && reason.equals(REFUSAL)) {
      json.name("stop_details").beginObject().name("type").string(REFUSAL);
      json.name("category").nil().name("explanation").string(finished.message()).endObject();
    }
  }

  /** What a message can't say of its end. */
  static Asides asides(@Nullable ChoiceFinished finished, String reason) {
    var asides = new Asides();
    if (finished == null) {
      return asides;
    }
    if (!reason.equals(REFUSAL)) {
      asides.message(finished.message());
    }
    return asides.finish(finished, reason);
  }

  /** Writes a usage object. Here the input does not include what the cache did. */
  static void usage(JsonWriter json, Usage usage, boolean estimated) {
    long read = usage.cacheRead().orElse(0);
    long written = usage.cacheWrite().orElse(0);
    json.beginObject();
    json.name("input_tokens").number(Math.max(0, usage.input() - read - written));
    json.name("cache_creation_input_tokens").number(written);
    json.name("cache_read_input_tokens").number(read);
    json.name("output_tokens").number(usage.output());
    if (usage.reasoning().isPresent()) {
      json.name("output_tokens_details").beginObject();
      json.name("thinking_tokens").number(usage.reasoning().getAsLong()).endObject();
    }
    if (estimated) {
      json.name("estimated").bool(true);
    }
    json.endObject();
  }

  /** Whether a pointer to evidence can be said here. */
  static boolean isCitation(Annotation annotation) {
    return isOwn(annotation) || annotation.uri() != null;
  }

  /** Writes a citation: the service's own, or one that names the page. */
  static void citation(JsonWriter json, Annotation annotation) {
    if (isOwn(annotation)) {
      json.json(annotation.raw());
      return;
    }
    json.beginObject().name("type").string("web_search_result_location");
    json.name("url").string(String.valueOf(annotation.uri()));
    json.name("title");
    if (annotation.title() == null) {
      json.nil();
    } else {
      json.string(annotation.title());
    }
    json.name("cited_text").string("").name("encrypted_index").string("").endObject();
  }

  /** Anthropic's own kinds of citations all end so. */
  private static boolean isOwn(Annotation annotation) {
    byte[] raw = annotation.raw().getBytes(UTF_8);
    JsonReader json = new JsonReader().over(raw, 0, raw.length);
    if (json.peek() != '{') {
      return false;
    }
    boolean own = false;
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("type")) {
        String type = json.anyText();
        own = type != null && type.endsWith("_location");
      } else {
        json.skip();
      }
    }
    return own;
  }

  /** Writes a call's arguments as the object that they have to be. */
  static void input(JsonWriter json, String arguments) {
    if (arguments.isBlank()) {
      json.beginObject().endObject();
    } else if (Types.isObject(arguments)) {
      json.json(arguments);
    } else {
      json.beginObject().name(INVALID_JSON).string(arguments).endObject();
    }
  }

  /**
   * Writes what the caller is to bring back as a block of thinking that can't be read, which every
   * client has to send back as it came.
   */
  static void kept(JsonWriter json, Minted minted) {
    json.beginObject().name("type").string("redacted_thinking");
    json.name("data").string(minted.handedOut(BlockReading.HOME)).endObject();
  }

  /** Whether a block that only one provider understands is one of this dialect. */
  static boolean isOwn(ChatEvent.Opaque opaque) {
    return opaque.type().startsWith(BlockReading.HOME + ".");
  }
}
