package dev.patchbay.plugin.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.Framing;
import dev.patchbay.plugin.toolkit.http.NdjsonReader;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.openai.LogprobReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.TokenLogprob;
import dev.patchbay.spi.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads chats: one object on each line, or one alone. The last one says {@code done} and tells
 * counts and durations; a line with {@code error} is a failure under a good status.
 */
final class ChatDecoder extends BodyDecoder<ChatEvent> {
  private final ErrorReader errors;
  private final JsonReader json = new JsonReader();
  private final MessageReader message = new MessageReader(this::say);
  private boolean started;
  private @Nullable String model;

  // The line that is being read.
  private boolean done;
  private String reason = "";
  private long input;
  private long output;
  private JsonWriter measures = new JsonWriter();
  private boolean measured;

  ChatDecoder(ErrorReader errors) {
    super(MAX_ANSWER, errors);
    this.errors = errors;
  }

  /** A stream by lines is told as such; anything else is one object. */
  @Override
  protected @Nullable Framing framing(ResponseHead head, Framing.Events events) {
    boolean lines = contentType(head).startsWith("application/x-ndjson");
    return lines ? new NdjsonReader(events) : null;
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  /** The end of the body before {@code done} is not the end of an answer. */
  @Override
  protected void streamEnd() {}

  @Override
  protected void whole(byte[] buffer, int length) {
    event("", buffer, 0, length);
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    if (!line(buffer, offset, length)) {
      fail(errors.inBand(buffer, offset, length));
    } else if (done) {
      end();
    }
  }

  /** False if it tells an error. */
  private boolean line(byte[] buffer, int offset, int length) {
    int messageAt = -1;
    List<TokenLogprob> logprobs = List.of();
    boolean error = false;
    measures = new JsonWriter().beginObject();
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "model" -> model = json.anyText();
        case "message" -> {
          json.peek();
          messageAt = json.position();
          json.skip();
        }
        case "done" -> done = json.bool();
        case "done_reason" -> reason = String.valueOf(json.anyText());
        case "error" -> {
          error = true;
          json.skip();
        }
        case "logprobs" -> logprobs = LogprobReader.list(json);
        case "created_at" -> message.begun(json.anyText());
        default -> measure();
      }
    }
    json.end();
    start();
    if (messageAt >= 0) {
      json.position(messageAt);
      message.read(json, logprobs);
    }
    return !error && (messageAt >= 0 || done);
  }

  /** Counts and durations, kept as they are. */
  private void measure() {
    String name = json.name();
    String value = json.raw();
    measured = true;
    measures.name(name).json(value);
    if (name.equals("prompt_eval_count")) {
      input = count(value);
    } else if (name.equals("eval_count")) {
      output = count(value);
    }
  }

  private static long count(String value) {
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  private void start() {
    if (!started) {
      started = true;
      emit(ChatEvent.started(null, model));
    }
  }

  private void say(ChatEvent event) {
    emit(event);
  }

  private void end() {
    message.end();
    String raw = reason.isEmpty() ? "stop" : reason;
    emit(ChatEvent.choiceFinished(0, finish(raw), raw));
    if (measured) {
      String told = new String(measures.endObject().bytes(), UTF_8);
      emit(ChatEvent.used(Usage.of(input, output).withRaw(told)));
      emit(ChatEvent.metadata(told));
    }
    last(ChatEvent.completed());
  }

  private FinishReason finish(String raw) {
    return switch (raw) {
      case "stop" -> message.hasCalls() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> FinishReason.OTHER;
    };
  }
}
