package dev.patchbay.server.upstream;

import dev.patchbay.spi.ResponseHead;

/**
 * Hears of one exchange, on its loop. After {@link #ended} or {@link #failed} nothing more is said.
 */
public interface ResponseListener {
  /** The head of the final response, valid during the call; 1xx are kept away. */
  void head(ResponseHead head);

  /** A piece of the body in the loop's scratch array, valid during the call. */
  void bytes(byte[] buffer, int offset, int length);

  /** Asked after every read. False: nothing more is read until {@link UpstreamExchange#resume}. */
  boolean wantsMore();

  /** What the network had in hand has been said: the time to flush. */
  void readsDone();

  /**
   * The response is over.
   *
   * @param whole false: cut before its declared end
   */
  void ended(boolean whole);

  /** No response: not connected, or the connection broke before the head. */
  void failed(Failure failure, Throwable cause);

  /** Why there is no response. */
  enum Failure {
    /** No connection: refused, unknown host, TLS, proxy. Nothing was sent. */
    CONNECT,
    /** The request could not be signed. Nothing was sent. */
    SIGN,
    /** The request can't be written, for example a line break in a header. Nothing was sent. */
    REQUEST,
    /** The connection broke after the request had been sent, at least in part. */
    RESET,
    /** What came is not HTTP. */
    PROTOCOL
  }
}
