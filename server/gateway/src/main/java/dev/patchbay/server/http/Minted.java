package dev.patchbay.server.http;

import org.jspecify.annotations.Nullable;

/**
 * A provider's proof, which goes back to its maker alone. Dialects have one field for it and none
 * for who made it, so the proof of any provider but the dialect's own is handed out with its
 * maker's name before it.
 *
 * @param provider who made it
 */
public record Minted(String provider, String proof) {
  private static final String MARK = "patchbay:";

  /** The text for a caller whose dialect's own provider is {@code home}. */
  public String handedOut(String home) {
    return provider.equals(home) ? proof : MARK + provider + ":" + proof;
  }

  /** Reads what a caller sends back; null: it sends none. */
  public static @Nullable Minted of(@Nullable String text, String home) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    int end = text.startsWith(MARK) ? text.indexOf(':', MARK.length()) : -1;
    return end < 0
        ? new Minted(home, text)
        : new Minted(text.substring(MARK.length(), end), text.substring(end + 1));
  }
}
