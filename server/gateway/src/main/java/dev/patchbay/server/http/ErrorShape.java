package dev.patchbay.server.http;

import org.jspecify.annotations.Nullable;

/** How a dialect writes errors. */
public interface ErrorShape {
  /**
   * The body of an error's answer, and the data of an error's event in a stream: a JSON object.
   *
   * @param requestId the caller's name for the call
   */
  byte[] write(Problem problem, String requestId);

  /** The header in which the dialect's libraries look for the request's name, too; null: none. */
  default @Nullable String requestIdHeader() {
    return null;
  }
}
