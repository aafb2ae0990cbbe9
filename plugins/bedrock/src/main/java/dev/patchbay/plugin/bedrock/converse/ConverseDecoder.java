package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.BodyDecoder;
import dev.patchbay.plugin.toolkit.http.EventStreamReader;
import dev.patchbay.plugin.toolkit.http.Framing;
import dev.patchbay.plugin.toolkit.openai.ThinkingTag;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Reads answers of ConverseStream, event by event, and of Converse, whole. */
public final class ConverseDecoder extends BodyDecoder<ChatEvent> {
  private static final byte[] INDEX = Names.of("contentBlockIndex");
  private static final byte[] DELTA = Names.of("delta");
  private static final byte[] START = Names.of("start");
  private static final byte[] OUTPUT = Names.of("output");
  private static final byte[] MESSAGE = Names.of("message");
  private static final byte[] CONTENT = Names.of("content");
  private static final ThinkingTag NOVAS = new ThinkingTag("thinking", false);
  private final ServiceErrors errors;
  private final JsonReader json = new JsonReader();
  private final Ending ending = new Ending();
  private final ContentBlocks blocks;
  private boolean started;

  /**
   * @param model who answers: some mark their thinking in text
   */
  public ConverseDecoder(String model, ServiceErrors errors) {
    super(MAX_ANSWER, errors);
    this.errors = errors;
    ThinkingTag tag = Family.of(model) == Family.NOVA ? NOVAS : null;
    this.blocks = new ContentBlocks(json, new BlockOut(errors, this::say), tag);
  }

  @Override
  protected @Nullable Framing framing(ResponseHead head, Framing.Events events) {
    return contentType(head).startsWith("application/vnd.amazon.eventstream")
        ? new EventStreamReader(events, this::failure)
        : null;
  }

  @Override
  protected ChatEvent failed(ProviderError error) {
    return ChatEvent.failed(error);
  }

  private void failure(
      String type, @Nullable String message, byte[] buffer, int offset, int length) {
    fail(errors.ofFrame(type, message, buffer, offset, length));
  }

  @Override
  protected void event(String name, byte[] buffer, int offset, int length) {
    json.over(buffer, offset, length);
    switch (name) {
      case "contentBlockDelta" -> block(DELTA);
      case "contentBlockStart" -> block(START);
      case "contentBlockStop" -> block(null);
      case "messageStop" -> {
        ending.read(json);
        blocks.end();
      }
      case "metadata" -> {
        ending.read(json);
        settle();
      }
      case "messageStart" -> {
        json.skip();
        start();
      }
      default -> json.skip();
    }
    json.end();
  }

  /** The service ends a stream by nothing but its end. */
  @Override
  protected void streamEnd() {
    complete();
  }

  @Override
  protected void whole(byte[] buffer, int length) {
    json.over(buffer, 0, length).beginObject();
    while (json.nextMember()) {
      if (json.nameIs(OUTPUT) && json.peek() == '{') {
        output();
      } else {
        ending.member(json);
      }
    }
    json.end();
    if (!ending.isReached()) {
      fail(ProviderError.of(ErrorKind.BAD_RESPONSE, "the answer has no stopReason"));
    }
    complete();
  }

  private void output() {
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(MESSAGE) && json.peek() == '{') {
        json.beginObject();
        while (json.nextMember()) {
          if (json.nameIs(CONTENT) && json.peek() == '[') {
            blocks.whole();
          } else {
            json.skip();
          }
        }
      } else {
        json.skip();
      }
    }
  }

  /**
   * An event about one block.
   *
   * @param member what it says of the block; null: that it has ended
   */
  private void block(byte @Nullable [] member) {
    int index = 0;
    int at = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(INDEX)) {
        index = (int) json.integer();
      } else if (member != null && json.nameIs(member) && json.peek() == '{') {
        at = json.position();
        json.skip();
      } else {
        json.skip();
      }
    }
    int resume = json.position();
    if (member == null) {
      blocks.end(index);
    } else if (at >= 0) {
      json.position(at);
      if (member == DELTA) {
        blocks.delta(index);
      } else {
        blocks.start(index);
      }
    }
    json.position(resume);
  }

  private void say(ChatEvent event) {
    start();
    emit(event);
  }

  private void start() {
    if (!started) {
      started = true;
      emit(ChatEvent.started(errors.requestId(), null));
    }
  }

  /** Says how the answer ended and what it cost, once. */
  private void settle() {
    if (ending.isReached()) {
      blocks.end();
      ending.say(this::say);
    }
  }

  private void complete() {
    settle();
    if (ending.isReached()) {
      last(ChatEvent.completed());
    }
  }
}
