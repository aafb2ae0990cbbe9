package dev.patchbay.server.tls;

import dev.patchbay.server.config.Position;
import dev.patchbay.server.config.Problem;

/** A certificate and a key can't be served with. The message says why and names the file. */
final class BadPairException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * @param at where the configuration names the file that is to blame
   */
  BadPairException(Position at, String message) {
    super(message);
    problem = new Problem(at, message);
  }

  Problem problem() {
    return problem;
  }
}
