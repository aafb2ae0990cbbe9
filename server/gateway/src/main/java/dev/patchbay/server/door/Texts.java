package dev.patchbay.server.door;

import java.util.function.IntUnaryOperator;

/** Makes texts of others short enough to be told. */
public final class Texts {
  private static final char ELLIPSIS = '…';
  private static final int REPLACEMENT = 0xFFFD;
  private static final int QUOTED_CHARS = 64;

  private Texts() {}

  /**
   * The text's beginning, as much of it as fits.
   *
   * @return at most so many bytes of UTF-8, with an ellipsis where something was left out and
   *     without halves of surrogate pairs
   */
  public static String cut(String text, int maxBytes) {
    return cut(text, maxBytes, Texts::utf8Bytes);
  }

  /** The same, measured as gRPC writes it into the header {@code grpc-message}. */
  public static String cutForHeader(String text, int maxBytes) {
    return cut(text, maxBytes, Texts::headerBytes);
  }

  /** The value, or its beginning, in quotation marks. */
  public static String quote(String value) {
    return '"' + cut(value, QUOTED_CHARS, c -> 1) + '"';
  }

  private static String cut(String text, int limit, IntUnaryOperator sizeOf) {
    var kept = new StringBuilder(Math.min(text.length(), limit));
    int room = limit - sizeOf.applyAsInt(ELLIPSIS);
    int size = 0;
    int cutAt = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int shown = isSurrogate(c) ? REPLACEMENT : c;
      size += sizeOf.applyAsInt(shown);
      if (size > limit) {
        kept.setLength(cutAt);
        return kept.append(ELLIPSIS).toString();
      }
      kept.appendCodePoint(shown);
      cutAt = size <= room ? kept.length() : cutAt;
    }
    return kept.toString();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static int utf8Bytes(int c) {
    if (c < 0x80) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    return c < 0x10000 ? 3 : 4;
  }

  private static int headerBytes(int c) {
    boolean plain = c >= ' ' && c < '~' && c != '%';
    return plain ? 1 : 3 * utf8Bytes(c);
  }
}
