package dev.patchbay.plugin.cohere;

import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads chats, streamed and whole. A stream is whole with its {@code message-end}. */
final class ChatDecoder extends BodyDecoder<ChatEvent> {
  private final ErrorReader errors;
  private final EventReader event = new EventReader();
  private final Blocks blocks = new Blocks(this::say);
  private boolean started;
  private @Nullable String id;

  ChatDecoder(ErrorReader errors) {
    super(MAX_ANSWER, errors);
    this.errors = errors;
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  /** The end of the body without {@code message-end} is not the end of an answer. */
  @Override
  protected void streamEnd() {}

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    // Newer streams end with [DONE], behind the answer's own end.
    if (length == 0 || buffer[offset] != '{') {
      return;
    }
    event.read(buffer, offset, length);
    switch (event.type.isEmpty() ? name : event.type) {
      case "message-start" -> {
        id = event.id;
        start();
      }
      case "content-start", "content-delta" -> {
        blocks.content(event.index, BlockKind.REASONING, event.thinking, List.of());
        blocks.content(event.index, BlockKind.TEXT, event.text, event.logprobs);
      }
      case "content-end" -> blocks.contentEnd(event.index);
      case "tool-plan-delta" -> blocks.plan(event.plan);
      case "tool-call-start" ->
          blocks.callStart(event.index, event.callId, event.callName, event.arguments);
      case "tool-call-delta" -> blocks.arguments(event.index, event.arguments);
      case "tool-call-end" -> blocks.callEnd(event.index);
      case "citation-start" -> {
        if (event.citation != null) {
          blocks.citation(CitationReader.of(event.citation));
        }
      }
      case "message-end" -> end(event.finish, event.usage, event.error);
      case "error", "" -> fail(errors.inBand(buffer, offset, length));
      default -> {}
    }
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    WholeReader answer = new WholeReader(buffer, length, blocks, this::named);
    if (!answer.read()) {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    end(answer.finish(), answer.usage(), null);
  }

  private void named(@Nullable String answerId) {
    id = answerId;
  }

  private void start() {
    if (!started) {
      started = true;
      emit(ChatEvent.started(id, null));
    }
  }

  private void say(ChatEvent said) {
    start();
    emit(said);
  }

  private void end(String finish, @Nullable Usage usage, @Nullable String problem) {
    blocks.endAll();
    FinishReason reason = reason(finish);
    if (reason == FinishReason.ERROR) {
      boolean late = finish.equals("TIMEOUT");
      String message = problem == null ? "Cohere broke the answer off" : problem;
      fail(errors.error(late ? ErrorKind.TIMEOUT : ErrorKind.UPSTREAM, message, 0, finish));
      return;
    }
    if (finish.isEmpty()) {
      return;
    }
    say(ChatEvent.choiceFinished(0, reason, finish).withMessage(problem));
    if (usage != null) {
      say(ChatEvent.used(usage));
    }
    last(ChatEvent.completed());
  }

  private FinishReason reason(String raw) {
    return switch (raw) {
      case "COMPLETE", "STOP_SEQUENCE" ->
          blocks.hasCalls() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "ERROR_LIMIT" -> FinishReason.CONTEXT_WINDOW;
      case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
      case "ERROR_TOXIC" -> FinishReason.CONTENT_FILTER;
      case "ERROR", "TIMEOUT" -> FinishReason.ERROR;
      default -> FinishReason.OTHER;
    };
  }
}
