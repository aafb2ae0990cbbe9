package dev.patchbay.server.config;

import java.nio.file.Path;

/**
 * The files that a listener proves itself with. What is in them is not checked here.
 *
 * @param certificate absolute path to a file that could be read when the configuration was
 * @param certificateAt where it is named
 * @param key absolute path, as before
 * @param keyAt where it is named
 */
public record TlsSection(Path certificate, Position certificateAt, Path key, Position keyAt) {
  /** Whether the files are the same, wherever in the configuration they are named. */
  boolean namesSame(TlsSection other) {
    return certificate.equals(other.certificate) && key.equals(other.key);
  }
}
