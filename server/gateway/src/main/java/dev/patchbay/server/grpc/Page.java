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
 * A page of a sorted list. Its token holds the last entry's key, so that it stays good when the list changes meanwhile.
 *
 * @param nextToken empty: this is the last page
 */
record Page<T>(List<T> entries, String nextToken) {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 1000;

  /**
   * @param sorted by ascending key
   * @param key unique
   */
  static <T> Page<T> of(List<T> sorted, Function<T, String> key, int size, String token) {
    int limit = limit(size);
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

  private static int limit(int size) {
    if (size < 0 || size > MAX_SIZE) {
      throw invalid("page_size", size + " is not in 0 to " + MAX_SIZE);
    }
    return size == 0 ? DEFAULT_SIZE : size;
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("page_token", "\"" + token + "\" is no token of this list; leave it empty for the first page");
    }
  }

  /** Refuses a value for what is not built. */
  static void refuse(String field, String value) {
    if (!value.isEmpty()) {
      throw new FaultException(
          Fault.invalid(
              Reason.UNSUPPORTED_PARAMETER, List.of(new Violation(field, "not supported in this version"))));
    }
  }

  private static FaultException invalid(String field, String description) {
    return new FaultException(
        Fault.invalid(Reason.INVALID_REQUEST, List.of(new Violation(field, description))));
  }
}
