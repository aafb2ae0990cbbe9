package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent;
import java.util.Arrays;

/**
 * The chunks of a service that speaks the dialect itself, which are passed on as they are. All but
 * one: the gateway always asks for usage, and the chunk that tells it alone comes once, at the end,
 * and only to a caller who asked for it.
 */
final class ServiceChunks {
  private static final byte[] CHOICES = "choices".getBytes(US_ASCII);
  private static final byte[] NONE = {};

  private final JsonReader reader = new JsonReader();
  private byte[] first = NONE;
  private byte[] usage = NONE;
  private boolean contentSinceChunk;
  private boolean usageSinceChunk;
  private boolean usageToldBeside;

  /** Hears what the next chunk says. */
  void note(ChatEvent event) {
    if (event instanceof ChatEvent.Used) {
      usageSinceChunk = true;
    } else if (!(event instanceof ChatEvent.ChoiceFinished)) {
      contentSinceChunk = true;
    }
  }

  /** Hears of a chunk; false: it is kept. */
  boolean passes(byte[] buffer, int offset, int length) {
    boolean alone = usageSinceChunk && !contentSinceChunk && hasNoChoice(buffer, offset, length);
    if (first.length == 0) {
      first = Arrays.copyOfRange(buffer, offset, offset + length);
    }
    usageToldBeside |= usageSinceChunk && !alone;
    usageSinceChunk = false;
    contentSinceChunk = false;
    if (alone) {
      usage = Arrays.copyOfRange(buffer, offset, offset + length);
    }
    return !alone;
  }

  private boolean hasNoChoice(byte[] buffer, int offset, int length) {
    reader.over(buffer, offset, length).beginObject();
    boolean any = false;
    while (reader.nextMember()) {
      if (reader.nameIs(CHOICES) && reader.peek() == '[') {
        reader.beginArray();
        while (reader.nextElement()) {
          any = true;
          reader.skip();
        }
      } else {
        reader.skip();
      }
    }
    return !any;
  }

  /** Another attempt goes on: what the chunks have told of usage was this one's alone. */
  void end() {
    usage = NONE;
    usageToldBeside = false;
  }

  /** The first chunk of all; empty: none has come. */
  byte[] first() {
    return first;
  }

  /** The chunk that tells of usage alone; empty: none has come. */
  byte[] usage() {
    return usage;
  }

  /** Whether chunks with content have told of usage. */
  boolean isUsageToldBeside() {
    return usageToldBeside;
  }
}
