package dev.patchbay.server.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param message one line: what is wrong, what was found, what was expected; never a secret
 */
public record Problem(Position at, String message) {
  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return at + ": " + message;
  }
}
