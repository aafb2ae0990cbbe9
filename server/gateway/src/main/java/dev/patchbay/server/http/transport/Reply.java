package dev.patchbay.server.http.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole answer.
 *
 * @param headers name, value, name, value; without length and connection
 * @param body not written to any more
 */
public record Reply(int status, List<String> headers, byte[] body) {
  /** The same with these headers, in place of any of the same names. */
  public Reply withHeaders(List<String> others) {
    var all = new ArrayList<String>(headers.size() + others.size());
    for (int i = 0; i < headers.size(); i += 2) {
      if (!names(others, headers.get(i))) {
        all.addAll(headers.subList(i, i + 2));
      }
    }
    all.addAll(others);
    return new Reply(status, List.copyOf(all), body);
  }

  private static boolean names(List<String> headers, String name) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** Of a type of content. */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, List.of("content-type", contentType), body);
  }
}
