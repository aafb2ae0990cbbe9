package dev.patchbay.server.grpc;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a sorted list. Its token holds the last entry's key, so that it stays good when the
 * list changes meanwhile.
 *
 * @param nextToken empty: this is the last page
 */
record Page<T>(List<T> entries, String nextToken) {
  private static final int DEFAULT_SIZE = 50;

  /**
   * @param sorted by ascending key
   * @param key unique
   * @param size 0: the default
   */
  static <T> Page<T> of(List<T> sorted, Function<T, String> key, int size, String token) {
    int limit = size == 0 ? DEFAULT_SIZE : size;
    String after = token.isEmpty() ? "" : decode(token);
    var entries = new ArrayList<T>();
    for (T entry : sorted) {
      if (!token.isEmpty() && key.apply(entry).compareTo(after) <= 0) {
        continue;
      }
      if (entries.size() == limit) {
        return new Page<>(entries, encode(key.apply(entries.getLast())));
      }
      entries.add(entry);
    }
    return new Page<>(entries, "");
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FaultException(
          Fault.invalid(
              Reason.INVALID_REQUEST,
              List.of(
                  new Violation(
                      "page_token",
                      "\""
                          + token
                          + "\" is no token of this list; leave it empty for the first page"))));
    }
  }
}
