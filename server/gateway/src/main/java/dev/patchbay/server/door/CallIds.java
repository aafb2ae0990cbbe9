package dev.patchbay.server.door;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The names of one call.
 *
 * @param requestId the caller's own, or made up
 * @param responseId made here, unique
 */
public record CallIds(String requestId, String responseId) {
  private static final int MAX_LENGTH = 128;

  /**
   * @param requestId the caller's; one that is blank, longer than 128 characters or not visible
   *     ASCII is replaced
   */
  public static CallIds of(@Nullable String requestId) {
    String given = requestId != null && isUsable(requestId) ? requestId : fresh("req_");
    return new CallIds(given, fresh("resp_"));
  }

  private static boolean isUsable(String id) {
    return !id.isBlank()
        && id.length() <= MAX_LENGTH
        && id.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private static String fresh(String prefix) {
    var random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
