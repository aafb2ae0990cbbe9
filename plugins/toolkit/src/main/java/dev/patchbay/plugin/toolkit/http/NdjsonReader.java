package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/**
 * Cuts a body of JSON texts, one on each line ({@code application/x-ndjson}), into events without
 * names. Blank lines are passed over. A line that stands whole in one read is handed on in place.
 */
public final class NdjsonReader implements Framing {
  private final Events events;

  /** The start of a line whose end has not come yet. */
  private final ByteBuilder line = new ByteBuilder(MAX_EVENT);

  public NdjsonReader(Events events) {
    this.events = events;
  }

  @Override
  public void bytes(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int from = offset;
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        lineEnd(buffer, from, i - from);
        from = i + 1;
      }
    }
    append(buffer, from, end - from);
  }

  @Override
  public void end() {
    lineEnd(new byte[0], 0, 0);
  }

  private void lineEnd(byte[] buffer, int from, int length) {
    if (line.size() == 0) {
      event(buffer, from, length);
      return;
    }
    append(buffer, from, length);
    int size = line.size();
    byte[] whole = line.bytes();
    line.clear();
    event(whole, 0, size);
  }

  private void event(byte[] buffer, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (buffer[i] > ' ') {
        events.event("", buffer, from, length);
        return;
      }
    }
  }

  private void append(byte[] buffer, int from, int length) {
    if (length > 0 && !line.append(buffer, from, length)) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "a line of the stream is longer than " + MAX_EVENT + " bytes");
    }
  }
}
