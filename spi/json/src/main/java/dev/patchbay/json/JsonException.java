package dev.patchbay.json;

/** A text that is not the JSON that was asked for. The message names the place, never the text. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonException(String problem, int offset) {
    super(problem + " at byte " + offset);
  }
}
