package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ErrorKind;
import java.util.List;

/** What the status of a response says of an error, where nothing else does. */
public final class Kinds {
  private Kinds() {}

  /** The kind of a status of 400 and up, in whosever words: some are gateways' own. */
  public static ErrorKind ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> ErrorKind.AUTH;
      case 402 -> ErrorKind.QUOTA;
      case 404 -> ErrorKind.NOT_FOUND;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 413 -> ErrorKind.TOO_LARGE;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 498, 503, 529 -> ErrorKind.OVERLOADED;
      case 409, 424, 425, 499 -> ErrorKind.UPSTREAM;
      default -> status >= 400 && status < 500 ? ErrorKind.INVALID : ErrorKind.UPSTREAM;
    };
  }

  /** Whether a text in lower case holds any of some words. */
  public static boolean any(List<String> words, String text) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
