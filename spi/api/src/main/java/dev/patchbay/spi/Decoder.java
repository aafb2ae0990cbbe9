package dev.patchbay.spi;

/**
 * Reads one response as it comes. One for each attempt, called by one thread at a time, always the
 * call's event loop: plain fields, no locks, no blocking. Anything thrown fails the attempt as
 * {@link ErrorKind#BAD_RESPONSE}.
 *
 * <p>Order: {@link #head} once, {@link #bytes} any number of times, {@link #end} once, unless the
 * call is cancelled. After its terminal event a decoder says nothing more, whatever still comes. If
 * {@link #end} has been called and no terminal event was said, the server takes the answer as
 * {@link ErrorKind#TRUNCATED}.
 *
 * @param <E> the events of the answer
 */
public interface Decoder<E> {
  /**
   * The status and headers of the final response. 1xx, {@code content-encoding} and transfer
   * codings are the server's; redirects are not followed and arrive here.
   */
  void head(ResponseHead head, Sink<E> out);

  /**
   * A piece of the body, cut anywhere.
   *
   * @param buffer READ-ONLY and valid during the call only
   * @param length 1 to 65,536
   */
  void bytes(byte[] buffer, int offset, int length, Sink<E> out);

  /**
   * The end of the body.
   *
   * @param whole false: the connection was cut, or the body is shorter than declared
   */
  void end(boolean whole, Sink<E> out);

  /** Takes events; never blocks, never throws. */
  @FunctionalInterface
  interface Sink<E> {
    void event(E event);

    /**
     * The bytes that the last events came from, for an exchange that is {@link Exchange#framed}:
     * the data of one event of a stream, or a whole body. It is told after these events, before the
     * terminal one, and whether or not there were any; never for what only ends a stream, nor for
     * errors. A caller who speaks this dialect gets the bytes unchanged.
     *
     * @param buffer READ-ONLY and valid during the call only; holds one JSON object
     */
    default void frame(byte[] buffer, int offset, int length) {}
  }
}
