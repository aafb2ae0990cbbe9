package dev.patchbay.server.replay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells whether two requests are the same.
 *
 * @param sha256 in hexadecimal
 */
public record Fingerprint(String sha256) {
  /** Of a whole request. */
  public static Fingerprint of(byte[] request) {
    return of(digest(), request);
  }

  /** Of what the digest has been given, which is reset. */
  public static Fingerprint of(MessageDigest given) {
    return new Fingerprint(HexFormat.of().formatHex(given.digest()));
  }

  private static Fingerprint of(MessageDigest digest, byte[] request) {
    digest.update(request);
    return of(digest);
  }

  /** A digest for a request that comes in pieces. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
