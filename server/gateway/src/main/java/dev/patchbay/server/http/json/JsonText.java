package dev.patchbay.server.http.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** Writes JSON's smallest pieces into a buffer. */
public final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int CHUNK = 2048;

  private JsonText() {}

  /** A string in quotation marks. A lone surrogate is written as an escape. */
  public static void quoted(ByteBuf out, String text) {
    out.writeByte('"');
    for (int from = 0; from < text.length(); from += CHUNK) {
      characters(out, text, from, Math.min(text.length(), from + CHUNK));
    }
    out.writeByte('"');
  }

  private static void characters(ByteBuf out, String text, int from, int to) {
    out.ensureWritable(6 * (to - from));
    int at = out.writerIndex();
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        out.setByte(at++, c);
      } else {
        at = special(out, at, text, i);
      }
    }
    out.writerIndex(at);
  }

  private static int special(ByteBuf out, int at, String text, int i) {
    char c = text.charAt(i);
    if (c < 0x80) {
      return escape(out, at, c);
    }
    if (!Character.isSurrogate(c)) {
      return wide(out, at, c);
    }
    if (Character.isHighSurrogate(c)) {
      boolean pair = i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
      return pair
          ? wide(out, at, Character.toCodePoint(c, text.charAt(i + 1)))
          : unicode(out, at, c);
    }
    // The low half of a pair was written with the high one.
    boolean paired = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    return paired ? at : unicode(out, at, c);
  }

  private static int escape(ByteBuf out, int at, char c) {
    char letter =
        switch (c) {
          case '"', '\\' -> c;
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          default -> 'u';
        };
    if (letter == 'u') {
      return unicode(out, at, c);
    }
    out.setByte(at, '\\');
    out.setByte(at + 1, letter);
    return at + 2;
  }

  private static int unicode(ByteBuf out, int at, char c) {
    out.setByte(at, '\\');
    out.setByte(at + 1, 'u');
    for (int digit = 0; digit < 4; digit++) {
      out.setByte(at + 2 + digit, HEX[c >> (12 - 4 * digit) & 0xF]);
    }
    return at + 6;
  }

  private static int wide(ByteBuf out, int at, int codePoint) {
    int next = at;
    if (codePoint < 0x800) {
      out.setByte(next++, 0xC0 | codePoint >> 6);
    } else if (codePoint < 0x10000) {
      out.setByte(next++, 0xE0 | codePoint >> 12);
      out.setByte(next++, 0x80 | (codePoint >> 6 & 0x3F));
    } else {
      out.setByte(next++, 0xF0 | codePoint >> 18);
      out.setByte(next++, 0x80 | (codePoint >> 12 & 0x3F));
      out.setByte(next++, 0x80 | (codePoint >> 6 & 0x3F));
    }
    out.setByte(next++, 0x80 | (codePoint & 0x3F));
    return next;
  }
}
