package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;

/**
 * Reads chat completions, streamed and whole, by the same code. Hands on each chunk, or the whole
 * body, as a frame.
 */
public final class ChatDecoder extends BodyDecoder<ChatEvent> {
  private static final byte[] DONE = Names.of("[DONE]");

  private final Dialect dialect;
  private final ErrorReader errors;
  private final ChatOut out = new ChatOut(this::emit);
  private final Choices choices;
  private final Asides asides = new Asides();
  private final ChunkReader chunks;

  public ChatDecoder(Dialect dialect, ErrorReader errors) {
    super(MAX_ANSWER, errors);
    this.dialect = dialect;
    this.errors = errors;
    this.choices = new Choices(out, dialect);
    this.chunks = new ChunkReader(out, choices, asides);
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    if (isDone(buffer, offset, length)) {
      complete();
    } else if (name.equals("error")) {
      fail(errors.inBand(buffer, offset, length));
    } else if (length > 0) {
      chunk(buffer, offset, length, false);
      if (!chunks.finishesAnew()) {
        frame(buffer, offset, length);
      }
    }
  }

  @Override
  protected void streamEnd() {
    if (dialect.terminator() != Dialect.Terminator.DONE) {
      complete();
    }
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    if (new JsonReader().over(buffer, 0, length).peek() == '[') {
      fail(errors.inBand(buffer, 0, length));
      return;
    }
    chunk(buffer, 0, length, true);
    if (choices.isEmpty()) {
      fail(ProviderError.of(ErrorKind.BAD_RESPONSE, "the answer has no choices"));
    } else if (choices.isWhole()) {
      sayEnd();
      frame(buffer, 0, length);
      last(ChatEvent.completed());
    }
  }

  private static boolean isDone(byte[] buffer, int offset, int length) {
    if (length < DONE.length) {
      return false;
    }
    for (int i = 0; i < DONE.length; i++) {
      if (buffer[offset + i] != DONE[i]) {
        return false;
      }
    }
    return true;
  }

  private void chunk(byte[] buffer, int offset, int length, boolean whole) {
    chunks.read(buffer, offset, length, whole);
    if (chunks.isError()) {
      fail(errors.inBand(buffer, offset, length));
    } else {
      failFinished(ErrorKind.UPSTREAM, "error");
      failFinished(ErrorKind.OVERLOADED, "insufficient_system_resource");
    }
  }

  private void failFinished(ErrorKind kind, String reason) {
    if (choices.finished(reason)) {
      fail(errors.error(kind, "the host broke the answer off", 0, reason));
    }
  }

  private void complete() {
    if (choices.isWhole()) {
      sayEnd();
      last(ChatEvent.completed());
    }
  }

  private void sayEnd() {
    choices.sayFinishes();
    String told = asides.json();
    if (told != null) {
      out.say(ChatEvent.metadata(told));
    }
  }
}
