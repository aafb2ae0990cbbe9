package dev.patchbay.plugin.local.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checks files against pinned sums. */
final class Sha256 {
  private Sha256() {}

  static void check(Path file, String expected) throws IOException {
    String found = of(file);
    if (!found.equals(expected)) {
      throw new IOException(
          file.getFileName()
              + " has SHA-256 "
              + found
              + " instead of the pinned "
              + expected
              + ": not used");
    }
  }

  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
