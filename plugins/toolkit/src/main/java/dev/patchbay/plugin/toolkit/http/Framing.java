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

  /**
   * The most bytes of one event: as many as of an answer that isn't streamed. A generated image
   * comes whole in one event, megabytes of base64, and the last event of a Responses stream repeats
   * all that was said. Buffers grow with what really comes, and shrink again.
   */
  int MAX_EVENT = 32 * 1024 * 1024;

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
