package dev.patchbay.server.http.transport;

import org.jspecify.annotations.Nullable;

/** What stands behind the connections. Called on the loop of the request's connection. */
public interface Service {
  /**
   * A request's head has come. Answers it with an error, or gives what takes the request when its
   * body is whole.
   *
   * @return null: it has been answered
   */
  @Nullable BodyTaker head(Exchange exchange);

  /** What can't be read as a request was refused: the answer to it, which closes the connection. */
  Reply refused(int status, String message);

  /** Takes a whole body. */
  @FunctionalInterface
  interface BodyTaker {
    /**
     * @param body the taker's own, exactly as long as the body
     */
    void take(byte[] body);
  }
}
