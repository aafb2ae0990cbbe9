package dev.patchbay.server.fault;

/** Text of others as it may stand in a message: in quotes, on one line, not too long. */
public final class Quoted {
  private static final int LONGEST = 200;

  private Quoted() {}

  public static String of(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      shown.append('…');
    }
    return shown.append('"').toString();
  }

  private static void append(StringBuilder shown, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append("\\u%04x".formatted(codePoint));
      default -> shown.appendCodePoint(codePoint);
    }
  }
}
