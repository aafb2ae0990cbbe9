package dev.patchbay.server.grpc;

/** The documented patterns of texts, read by hand because they stand on the path of each call. */
final class Patterns {
  static final String NAME = "[a-zA-Z0-9_.-]";
  static final String SCHEMA_NAME = "[a-zA-Z0-9_-]";
  static final String PROVIDER_TYPE = "[a-z0-9_-]+\\..+";
  static final String MODEL_NAME = "models/.+";

  private Patterns() {}

  /** {@link #NAME}, any number of times. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isWord(c) && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** {@link #SCHEMA_NAME}, any number of times. */
  static boolean isSchemaName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isWord(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@link #PROVIDER_TYPE}. */
  static boolean isProviderType(String text) {
    int dot = text.indexOf('.');
    for (int i = 0; i < dot; i++) {
      char c = text.charAt(i);
      if (!isWord(c) || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return dot > 0 && isLine(text, dot + 1);
  }

  /** {@link #MODEL_NAME}. */
  static boolean isModelName(String text) {
    return text.startsWith("models/") && isLine(text, "models/".length());
  }

  /** What {@code .+} matches: at least one character and no end of a line. */
  private static boolean isLine(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        return false;
      }
    }
    return start < text.length();
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
