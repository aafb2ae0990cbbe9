package dev.patchbay.server.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The names of one call.
 *
 * @param requestId the caller's own, or made up
 * @param responseId made here, unique
 */
record CallIds(String requestId, String responseId) {
  static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> RESPONSE_ID =
      Metadata.Key.of("x-patchbay-response-id", Metadata.ASCII_STRING_MARSHALLER);
  static final Context.Key<CallIds> KEY = Context.key("call-ids");

  private static final int MAX_LENGTH = 128;

  static CallIds of(@Nullable String requestId) {
    String given =
        requestId == null || requestId.isBlank() || requestId.length() > MAX_LENGTH
            ? null
            : requestId;
    return new CallIds(given != null ? given : fresh("req_"), fresh("resp_"));
  }

  private static String fresh(String prefix) {
    var random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
