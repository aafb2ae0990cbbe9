package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;

/** Cuts the body of a streamed answer into events. One for each response, not thread-safe. */
public interface Framing {
  /** Takes events. */
  interface Events {
    /**
     * One event.
     *
     * @param name what the framing calls it; empty if it has no names
     * @param buffer holds the data; read-only and valid during the call only
     */
    void event(String name, byte[] buffer, int offset, int length);
  }

  /** The most bytes of one event. */
  int MAX_EVENT = 1 << 20;

  /**
   * Reads on.
   *
   * @throws ProviderException of kind {@link ErrorKind#BAD_RESPONSE} if an event is longer than
   *     {@link #MAX_EVENT}, or can't be read
   */
  void bytes(byte[] buffer, int offset, int length);

  /** The body has ended as it should: what stands there without its final line end counts. */
  void end();
}
