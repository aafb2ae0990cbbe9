package dev.patchbay.server.grpc;

/**
 * Tells whether a text is one JSON object (RFC 8259), without making anything of it: no allocation,
 * time in proportion to the text. Nested deeper than {@value #MAX_DEPTH} counts as wrong, so that
 * nobody who parses the text later runs out of stack.
 */
final class JsonSyntax {
  static final int MAX_DEPTH = 64;

  private JsonSyntax() {}

  /**
   * Where the text stops being one JSON object.
   *
   * @return the index of the first wrong character, the text's length if it ends too early, or -1
   *     if nothing is wrong
   */
  static int objectError(String text) {
    int start = skipSpace(text, 0);
    if (at(text, start) != '{') {
      return start;
    }
    int end = value(text, start, 0);
    if (end < 0) {
      return ~end;
    }
    int rest = skipSpace(text, end);
    return rest == text.length() ? -1 : rest;
  }

  // Each of the following reads one thing and returns where it ends, or ~i where i is wrong.

  private static int value(String text, int start, int depth) {
    char first = at(text, start);
    return switch (first) {
      case '{' -> depth < MAX_DEPTH ? object(text, start, depth + 1) : ~start;
      case '[' -> depth < MAX_DEPTH ? array(text, start, depth + 1) : ~start;
      case '"' -> string(text, start);
      case 't' -> word(text, start, "true");
      case 'f' -> word(text, start, "false");
      case 'n' -> word(text, start, "null");
      default -> first == '-' || isDigit(first) ? number(text, start) : ~start;
    };
  }

  private static int object(String text, int start, int depth) {
    int i = skipSpace(text, start + 1);
    if (at(text, i) == '}') {
      return i + 1;
    }
    while (true) {
      i = string(text, i);
      i = i < 0 ? i : skipSpace(text, i);
      if (i < 0 || at(text, i) != ':') {
        return i < 0 ? i : ~i;
      }
      i = value(text, skipSpace(text, i + 1), depth);
      i = i < 0 ? i : skipSpace(text, i);
      if (i < 0 || at(text, i) != ',') {
        return i < 0 ? i : closing(text, i, '}');
      }
      i = skipSpace(text, i + 1);
    }
  }

  private static int array(String text, int start, int depth) {
    int i = skipSpace(text, start + 1);
    if (at(text, i) == ']') {
      return i + 1;
    }
    while (true) {
      i = value(text, i, depth);
      i = i < 0 ? i : skipSpace(text, i);
      if (i < 0 || at(text, i) != ',') {
        return i < 0 ? i : closing(text, i, ']');
      }
      i = skipSpace(text, i + 1);
    }
  }

  private static int closing(String text, int i, char bracket) {
    return at(text, i) == bracket ? i + 1 : ~i;
  }

  private static int string(String text, int start) {
    if (at(text, start) != '"') {
      return ~start;
    }
    int length = text.length();
    int i = start + 1;
    while (i < length) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c < ' ') {
        return ~i;
      }
      i = c == '\\' ? escape(text, i + 1) : i + 1;
      if (i < 0) {
        return i;
      }
    }
    return ~length;
  }

  private static int escape(String text, int i) {
    return switch (at(text, i)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
      case 'u' -> hex(text, i + 1);
      default -> ~i;
    };
  }

  private static int hex(String text, int start) {
    for (int i = start; i < start + 4; i++) {
      char c = at(text, i);
      if (!isDigit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
        return ~i;
      }
    }
    return start + 4;
  }

  private static int number(String text, int start) {
    int i = at(text, start) == '-' ? start + 1 : start;
    i = at(text, i) == '0' ? i + 1 : digits(text, i);
    if (i >= 0 && at(text, i) == '.') {
      i = digits(text, i + 1);
    }
    if (i >= 0 && (at(text, i) == 'e' || at(text, i) == 'E')) {
      boolean signed = at(text, i + 1) == '+' || at(text, i + 1) == '-';
      i = digits(text, signed ? i + 2 : i + 1);
    }
    return i;
  }

  private static int digits(String text, int start) {
    int i = start;
    while (isDigit(at(text, i))) {
      i++;
    }
    return i == start ? ~i : i;
  }

  private static int word(String text, int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(text, start + i) != word.charAt(i)) {
        return ~(start + i);
      }
    }
    return start + word.length();
  }

  private static int skipSpace(String text, int start) {
    int i = start;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** NUL, which JSON allows nowhere, stands for the end of the text. */
  private static char at(String text, int i) {
    return i < text.length() ? text.charAt(i) : '\0';
  }
}
