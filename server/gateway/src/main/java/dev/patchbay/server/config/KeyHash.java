package dev.patchbay.server.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a caller's key: all of the key that the server keeps. {@link #toString} hides it,
 * as the hash of a poor key can be guessed.
 *
 * @param hex 64 hexadecimal digits, in lower case
 */
public record KeyHash(String hex) {
  /** Fewest characters of a key. */
  public static final int SHORTEST = 16;

  /** Most characters of a key. */
  public static final int LONGEST = 512;

  private static final String PREFIX = "sha256:";
  private static final Pattern TEXT = Pattern.compile(PREFIX + "[0-9a-fA-F]{64}");

  /** The hash of a key. */
  public static KeyHash of(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return new KeyHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Null: not of the form that {@link #text} gives. */
  static @Nullable KeyHash parse(String text) {
    return TEXT.matcher(text).matches()
        ? new KeyHash(text.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
        : null;
  }

  /** Whether a text can be a key at all: of the right length, and visible ASCII alone. */
  static boolean canBeKey(String text) {
    return text.length() >= SHORTEST
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /** {@code sha256:HEX}, as the configuration has it. */
  public String text() {
    return PREFIX + hex;
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
