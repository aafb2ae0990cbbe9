package dev.patchbay.plugin.toolkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Amazon's event stream ({@code application/vnd.amazon.eventstream}) into events. A frame is
 * its length, the length of its headers, a checksum of these two, headers, payload, and a checksum
 * of all that; numbers stand with their big end first. No length is believed before its checksum
 * has been. One for each response, not thread-safe.
 *
 * <p>A frame that stands whole in one read is handed on in place; only what a read cuts is copied.
 */
public final class EventStreamReader implements Framing {
  /** Takes what the service tells in the midst of a stream has gone wrong. */
  @FunctionalInterface
  public interface Failures {
    /**
     * An exception or error of the service's.
     *
     * @param type the exception's type or the error's code
     * @param message of an error; null for an exception, whose payload tells
     * @param buffer holds the payload; read-only and valid during the call only
     */
    void failure(String type, @Nullable String message, byte[] buffer, int offset, int length);
  }

  /** The most bytes of a frame's headers, as the format has it. */
  static final int MAX_HEADERS = 128 * 1024;

  private static final int PRELUDE = 12;
  private static final int CRC = 4;
  private static final int STRING = 7;

  /** The bytes of a header's value by its type; -1: it tells its length itself. */
  private static final int[] VALUE_LENGTHS = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

  private final Events events;
  private final Failures failures;
  private final CRC32 checksum = new CRC32();

  /** A frame whose end has not come yet. */
  private final ByteBuilder held = new ByteBuilder(MAX_EVENT + MAX_HEADERS + PRELUDE + CRC);

  // The headers of the frame under way.
  private String messageType = "";
  private String eventType = "";
  private boolean named;
  private String failureType = "";
  private @Nullable String failureMessage;

  public EventStreamReader(Events events, Failures failures) {
    this.events = events;
    this.failures = failures;
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int whole = held.size() == 0 && end - at >= PRELUDE ? frameLength(buffer, at) : 0;
      if (whole > 0 && whole <= end - at) {
        frame(buffer, at, whole);
        at += whole;
      } else {
        at += hold(buffer, at, end - at);
      }
    }
  }

  @Override
  public void end() {
    if (held.size() > 0) {
      throw new ProviderException(ErrorKind.TRUNCATED, "the stream ends in the midst of a frame");
    }
  }

  /** Takes as much as the frame under way lacks, and tells how much that was. */
  private int hold(byte[] buffer, int from, int length) {
    int taken = 0;
    if (held.size() < PRELUDE) {
      taken = Math.min(length, PRELUDE - held.size());
      held.append(buffer, from, taken);
    }
    if (held.size() >= PRELUDE) {
      int whole = frameLength(held.bytes(), 0);
      int more = Math.min(length - taken, whole - held.size());
      held.append(buffer, from + taken, more);
      taken += more;
      if (held.size() == whole) {
        byte[] frame = held.bytes();
        held.clear();
        frame(frame, 0, whole);
      }
    }
    return taken;
  }

  private int frameLength(byte[] buffer, int at) {
    checkSum(buffer, at, PRELUDE - CRC, "the lengths of a frame");
    int whole = number(buffer, at);
    int headers = number(buffer, at + 4);
    boolean bounded = headers >= 0 && headers <= MAX_HEADERS;
    long payload = (long) whole - headers - PRELUDE - CRC;
    if (!bounded || payload < 0) {
      throw bad("a frame of " + whole + " bytes with headers of " + headers);
    }
    if (payload > MAX_EVENT) {
      throw bad("an event of the stream is longer than " + MAX_EVENT + " bytes");
    }
    return whole;
  }

  private void frame(byte[] buffer, int at, int whole) {
    checkSum(buffer, at, whole - CRC, "a frame");
    int payload = at + PRELUDE + number(buffer, at + 4);
    headers(buffer, at + PRELUDE, payload);
    int length = at + whole - CRC - payload;
    switch (messageType) {
      case "event" -> events.event(named ? eventType : "", buffer, payload, length);
      case "exception", "error" ->
          failures.failure(failureType, failureMessage, buffer, payload, length);
      default -> throw bad("a frame of the message type '" + messageType + "'");
    }
  }

  private void headers(byte[] buffer, int from, int end) {
    messageType = "";
    named = false;
    failureType = "";
    failureMessage = null;
    int at = from;
    while (at < end) {
      int name = at + 1;
      int type = name + (buffer[at] & 0xFF);
      if (type == name || type >= end) {
        throw bad("a header without its name or type");
      }
      int value = type + 1;
      int length = buffer[type] < 0 || buffer[type] > 9 ? -2 : VALUE_LENGTHS[buffer[type]];
      if (length == -1 && value + 2 <= end) {
        length = (buffer[value] & 0xFF) << 8 | (buffer[value + 1] & 0xFF);
        value += 2;
      }
      if (length < 0 || value + length > end) {
        throw bad("a header without its value");
      }
      if (buffer[type] == STRING) {
        header(buffer, name, type, value, length);
      }
      at = value + length;
    }
  }

  private void header(byte[] buffer, int name, int nameEnd, int value, int length) {
    if (is(":event-type", buffer, name, nameEnd)) {
      // Mostly the same as before.
      named = true;
      if (!is(eventType, buffer, value, value + length)) {
        eventType = text(buffer, value, length);
      }
    } else if (is(":message-type", buffer, name, nameEnd)) {
      messageType =
          is("event", buffer, value, value + length) ? "event" : text(buffer, value, length);
    } else if (is(":exception-type", buffer, name, nameEnd)
        || is(":error-code", buffer, name, nameEnd)) {
      failureType = text(buffer, value, length);
    } else if (is(":error-message", buffer, name, nameEnd)) {
      failureMessage = text(buffer, value, length);
    }
  }

  private void checkSum(byte[] buffer, int from, int length, String what) {
    checksum.reset();
    checksum.update(buffer, from, length);
    if ((int) checksum.getValue() != number(buffer, from + length)) {
      throw bad("the checksum does not fit " + what);
    }
  }

  private static int number(byte[] buffer, int at) {
    return (buffer[at] & 0xFF) << 24
        | (buffer[at + 1] & 0xFF) << 16
        | (buffer[at + 2] & 0xFF) << 8
        | (buffer[at + 3] & 0xFF);
  }

  private static boolean is(String word, byte[] buffer, int from, int end) {
    if (end - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (buffer[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] buffer, int from, int length) {
    return new String(buffer, from, length, UTF_8);
  }

  private static ProviderException bad(String problem) {
    return new ProviderException(
        ErrorKind.BAD_RESPONSE, "the event stream can't be read: " + problem);
  }
}
