package dev.patchbay.server.http.transport;

import java.time.Duration;

/**
 * What a caller may take.
 *
 * @param line bytes of a request line
 * @param headers bytes of all headers of a request
 * @param body bytes of a request's body
 * @param head from the first byte of a request to the end of its headers
 * @param request from the end of its headers to the end of its body
 * @param idle of a connection without a request
 * @param reading of a whole answer, from its last byte on
 * @param streams requests at once on an HTTP/2 connection
 */
public record Limits(
    int line,
    int headers,
    int body,
    Duration head,
    Duration request,
    Duration idle,
    Duration reading,
    int streams) {
  public static final Limits DEFAULT =
      new Limits(
          8 * 1024,
          16 * 1024,
          32 * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60),
          128);
}
