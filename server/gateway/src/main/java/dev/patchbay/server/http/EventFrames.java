package dev.patchbay.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonReader;
import io.netty.buffer.ByteBuf;

/** The names of a service's own events, which stand in their data, too. */
public final class EventFrames {
  private static final byte[] TYPE = "type".getBytes(US_ASCII);
  private static final byte[] SEQUENCE = "sequence_number".getBytes(US_ASCII);

  private final JsonReader json = new JsonReader();
  private String type = "";
  private long sequence = -1;

  /** Looks at the next event. */
  public void read(byte[] buffer, int offset, int length) {
    type = "";
    json.over(buffer, offset, length).beginObject();
    while (json.nextMember()) {
      if (json.nameIs(TYPE) && json.peek() == '"') {
        type = json.string();
      } else if (json.nameIs(SEQUENCE) && json.peek() != '"') {
        sequence = json.integer();
      } else {
        json.skip();
      }
    }
  }

  /** The number of the last event that had one; -1: none had. */
  public long sequence() {
    return sequence;
  }

  /** Writes the line with the event's name. */
  public void writeName(ByteBuf out) {
    writeName(out, type);
  }

  /** Writes the line with an event's name. */
  public static void writeName(ByteBuf out, String name) {
    out.writeCharSequence("event: ", US_ASCII);
    out.writeCharSequence(name, US_ASCII);
    out.writeByte('\n');
  }
}
