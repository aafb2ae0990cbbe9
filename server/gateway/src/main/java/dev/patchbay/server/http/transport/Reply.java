package dev.patchbay.server.http.transport;

import java.util.List;

/**
 * A whole answer.
 *
 * @param headers name, value, name, value; without length and connection
 * @param body not written to any more
 */
public record Reply(int status, List<String> headers, byte[] body) {
  /** Of a type of content. */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, List.of("content-type", contentType), body);
  }
}
