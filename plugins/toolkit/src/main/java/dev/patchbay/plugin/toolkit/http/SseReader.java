package dev.patchbay.plugin.toolkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/**
 * Cuts an event stream ({@code text/event-stream}) into events. Lines end in LF, CRLF or CR, mixed
 * as they come; a byte order mark, comments and unknown fields are passed over; the fields of an
 * event come in any order; several data lines are joined by LF. One for each response, not
 * thread-safe.
 *
 * <p>An event whose lines stand whole in one read is handed on in place; only what a read cuts is
 * copied.
 */
public final class SseReader implements Framing {
  private static final byte[] NONE = new byte[0];
  private final Events events;

  /** The start of a line whose end has not come yet. */
  private final ByteBuilder line = new ByteBuilder(MAX_EVENT);

  /** Data that had to be copied: cut by a read, or in several lines. */
  private final ByteBuilder gathered = new ByteBuilder(MAX_EVENT);

  /** Data that still stands in the caller's buffer or in {@link #line}; used if {@code inPlace}. */
  private byte[] data = NONE;

  private int dataFrom;
  private int dataLength;
  private boolean inPlace;
  private boolean hasData;

  private String name = "";
  private boolean firstLine = true;
  private boolean afterCr;

  public SseReader(Events events) {
    this.events = events;
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int from = offset;
    if (afterCr && buffer[from] == '\n') {
      from++;
    }
    afterCr = false;
    int i = from;
    while (i < end) {
      byte b = buffer[i++];
      if (b <= '\r' && (b == '\n' || b == '\r')) {
        lineEnd(buffer, from, i - 1 - from);
        if (b == '\r') {
          if (i == end) {
            afterCr = true;
          } else if (buffer[i] == '\n') {
            i++;
          }
        }
        from = i;
      }
    }
    keep();
    if (from < end) {
      append(line, buffer, from, end - from);
    }
  }

  @Override
  public void end() {
    if (line.size() > 0) {
      lineEnd(line.bytes(), 0, 0);
    }
    dispatch();
  }

  private void lineEnd(byte[] buffer, int from, int length) {
    if (line.size() == 0) {
      line(buffer, from, length);
      return;
    }
    append(line, buffer, from, length);
    int size = line.size();
    byte[] whole = line.bytes();
    line.clear();
    line(whole, 0, size);
  }

  private void line(byte[] buffer, int offset, int size) {
    int from = offset;
    int length = size;
    if (firstLine) {
      firstLine = false;
      if (startsWithMark(buffer, from, length)) {
        from += 3;
        length -= 3;
      }
    }
    if (length == 0) {
      dispatch();
    } else if (is(buffer, from, length, 'd', "data")) {
      int value = valueFrom(buffer, from, length, 4);
      data(buffer, value, from + length - value);
    } else if (is(buffer, from, length, 'e', "event")) {
      int value = valueFrom(buffer, from, length, 5);
      name = new String(buffer, value, from + length - value, UTF_8);
    }
  }

  private void data(byte[] buffer, int from, int length) {
    keep();
    if (hasData) {
      append(gathered, new byte[] {'\n'}, 0, 1);
      append(gathered, buffer, from, length);
      return;
    }
    hasData = true;
    inPlace = true;
    data = buffer;
    dataFrom = from;
    dataLength = length;
  }

  /** Copies the data out of a buffer that will not stay as it is. */
  private void keep() {
    if (inPlace) {
      inPlace = false;
      append(gathered, data, dataFrom, dataLength);
      data = NONE;
    }
  }

  private void dispatch() {
    if (hasData) {
      hasData = false;
      if (inPlace) {
        inPlace = false;
        events.event(name, data, dataFrom, dataLength);
        data = NONE;
      } else {
        events.event(name, gathered.bytes(), 0, gathered.size());
        gathered.clear();
      }
    }
    name = "";
  }

  private static boolean is(byte[] buffer, int from, int length, char first, String field) {
    int n = field.length();
    if (buffer[from] != first || length < n || (length > n && buffer[from + n] != ':')) {
      return false;
    }
    for (int i = 1; i < n; i++) {
      if (buffer[from + i] != field.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int valueFrom(byte[] buffer, int from, int length, int nameLength) {
    int value = Math.min(from + nameLength + 1, from + length);
    return value < from + length && buffer[value] == ' ' ? value + 1 : value;
  }

  private static boolean startsWithMark(byte[] buffer, int from, int length) {
    return length >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF;
  }

  private void append(ByteBuilder to, byte[] buffer, int from, int length) {
    boolean bounded = line.size() + gathered.size() <= MAX_EVENT - length;
    if (!bounded || !to.append(buffer, from, length)) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "an event of the stream is longer than " + MAX_EVENT + " bytes");
    }
  }
}
