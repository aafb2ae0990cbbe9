package dev.patchbay.server.access;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import org.jspecify.annotations.Nullable;

/** Finds the one key in the headers of a call. */
final class ShownKey {
  private static final String SCHEME = "bearer";

  private ShownKey() {}

  /**
   * The key that the headers agree on; null: there is none. An empty one counts as none.
   *
   * @param authorization each {@code Authorization} header's value
   * @param apiKeys each {@code x-api-key} header's value
   * @throws FaultException KEY_INVALID if they name different keys, or a scheme other than Bearer:
   *     which one counts must not depend on who reads them
   */
  static @Nullable String in(Iterable<String> authorization, Iterable<String> apiKeys) {
    String shown = null;
    for (String header : authorization) {
      shown = agreed(shown, bearer(header));
    }
    for (String header : apiKeys) {
      shown = agreed(shown, header.strip());
    }
    return shown;
  }

  private static @Nullable String agreed(@Nullable String shown, String next) {
    if (next.isEmpty() || next.equals(shown)) {
      return shown;
    }
    if (shown != null) {
      throw invalid("the call shows different keys; send one, as authorization or as x-api-key");
    }
    return next;
  }

  private static String bearer(String header) {
    String value = header.strip();
    if (value.isEmpty()) {
      return "";
    }
    int length = SCHEME.length();
    boolean isBearer =
        value.regionMatches(true, 0, SCHEME, 0, length)
            && (value.length() == length || Character.isWhitespace(value.charAt(length)));
    if (!isBearer) {
      // The header is not quoted: it may be the key itself.
      throw invalid("the authorization header is not \"Bearer KEY\"");
    }
    return value.substring(length).strip();
  }

  private static FaultException invalid(String message) {
    return new FaultException(Fault.of(Reason.KEY_INVALID, message));
  }
}
