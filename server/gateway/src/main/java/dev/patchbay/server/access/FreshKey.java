package dev.patchbay.server.access;

import dev.patchbay.server.config.KeyHash;
import java.security.SecureRandom;

/** A key that nobody has yet. {@link #toString} hides it. */
public final class FreshKey {
  private static final String PREFIX = "pb-";
  private static final String SIGNS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Of 62 signs: 190 random bits. */
  private static final int LENGTH = 32;

  private final String secret;

  private FreshKey(String secret) {
    this.secret = secret;
  }

  public static FreshKey random(SecureRandom random) {
    var secret = new StringBuilder(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      secret.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return new FreshKey(secret.toString());
  }

  /** The key itself: for the caller, once. */
  public String reveal() {
    return secret;
  }

  /** What the configuration needs of it. */
  public KeyHash hash() {
    return KeyHash.of(secret);
  }

  @Override
  public String toString() {
    return "***";
  }
}
