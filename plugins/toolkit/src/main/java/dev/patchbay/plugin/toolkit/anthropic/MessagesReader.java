package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/**
 * Reads a message: the events of a stream, one JSON object after the other, however they are
 * framed; or the message as a whole, by the same code. One for each response, not thread-safe.
 *
 * <p>Each method throws what {@link JsonReader} throws, and {@link ProviderException} for an answer
 * that makes no sense; the decoder around it ends the answer then.
 */
public final class MessagesReader {
  /** Takes what was read; after the terminal event it must let nothing through. */
  public interface Out {
    void event(ChatEvent event);

    /** The bytes that the last events came from, as in {@link dev.patchbay.spi.Decoder.Sink}. */
    void frame(byte[] buffer, int offset, int length);

    /** The terminal event. */
    void last(ChatEvent event);
  }

  private final ErrorReader errors;
  private final Out out;
  private final JsonReader json = new JsonReader();
  private final ContentBlocks blocks;
  private final UsageReader usage = new UsageReader();
  private final Ending ending;
  private final ChatOut said;
  private final EventMembers members;

  /**
   * @param provider the provider's name: the first word of the types of opaque blocks
   * @param errors reads what goes wrong within the answer; it must be told the head
   */
  public MessagesReader(String provider, ErrorReader errors, Out out) {
    this.errors = errors;
    this.out = out;
    this.said = new ChatOut(out::event);
    this.ending = new Ending(said.held());
    this.blocks = new ContentBlocks(provider, json, said);
    this.members = new EventMembers(json, blocks);
  }

  /** Reads one event of a stream. */
  public void event(byte[] buffer, int offset, int length) {
    json.over(buffer, offset, length);
    members.read();
    if (members.isError()) {
      out.last(ChatEvent.failed(errors.inBand(buffer, offset, length)));
      return;
    }
    boolean repeated = said.isStarted() && members.type.equals("message_start");
    boolean last = members.type.equals("message_stop");
    if (!repeated && !members.deltaRead) {
      dispatch();
    }
    if (repeated || (last && !ending.isKnown())) {
      return;
    }
    out.frame(buffer, offset, length);
    if (last) {
      out.last(ChatEvent.completed());
    }
  }

  private void dispatch() {
    switch (members.type) {
      case "message_start" -> {
        if (at(members.messageAt)) {
          message(false);
        }
      }
      case "content_block_start" -> {
        if (at(members.blockAt)) {
          blocks.start(members.index);
        }
      }
      case EventMembers.BLOCK_DELTA -> {
        if (at(members.deltaAt)) {
          blocks.delta(members.index);
        }
      }
      case "content_block_stop" -> blocks.end(members.index);
      case "message_delta" -> messageDelta();
      case "message_stop" -> {
        members.further.forEach(ending::further);
        finish();
      }
      default -> {
        // A ping, or an event of tomorrow, which clients are told to pass over.
      }
    }
  }

  private boolean at(int position) {
    if (position >= 0) {
      json.position(position);
    }
    return position >= 0;
  }

  private void messageDelta() {
    if (at(members.deltaAt)) {
      json.beginObject();
      while (json.nextMember()) {
        ending.member(json);
      }
    }
    members.further.forEach(ending::further);
    if (at(members.usageAt)) {
      said.say(ChatEvent.used(usage.read(json)));
    }
  }

  /** Reads a message that isn't streamed. */
  public void whole(byte[] buffer, int length) {
    json.over(buffer, 0, length);
    boolean isMessage = json.peek() == '{' && message(true);
    if (!isMessage) {
      out.last(ChatEvent.failed(errors.inBand(buffer, 0, length)));
      return;
    }
    json.end();
    if (!ending.isKnown()) {
      throw new ProviderException(ErrorKind.BAD_RESPONSE, "the message has no stop_reason");
    }
    finish();
    out.frame(buffer, 0, length);
    out.last(ChatEvent.completed());
  }

  /**
   * Reads the message at the reader's place. False, with nothing said, if it is none.
   *
   * @param whole with its content: at the start of a stream there is none
   */
  private boolean message(boolean whole) {
    int contentAt = -1;
    int usageAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "id" -> said.id(json.anyText());
        case "model" -> said.model(json.anyText());
        case "content" -> contentAt = json.pass();
        case "usage" -> usageAt = json.pass();
        case "type", "role" -> json.skip();
        default -> ending.member(json);
      }
    }
    int resume = json.position();
    if (whole && contentAt < 0) {
      return false;
    }
    said.start();
    if (whole && at(contentAt)) {
      content();
    }
    if (at(usageAt) && json.peek() == '{') {
      said.say(ChatEvent.used(usage.read(json)));
    }
    json.position(resume);
    return true;
  }

  private void content() {
    if (json.takeNull()) {
      return;
    }
    int index = 0;
    json.beginArray();
    while (json.nextElement()) {
      blocks.start(index);
      blocks.end(index++);
    }
  }

  /** Some services send no {@code message_delta} before the end of a block: it ends here, then. */
  private void finish() {
    blocks.endAll();
    if (ending.isKnown()) {
      ending.say(said::say);
    }
  }
}
