package dev.patchbay.server.config;

/** A {@code ${…}} stands for nothing. The message never has a value in it. */
final class PlaceholderException extends Exception {
  private static final long serialVersionUID = 1L;

  PlaceholderException(String message) {
    super(message);
  }
}
