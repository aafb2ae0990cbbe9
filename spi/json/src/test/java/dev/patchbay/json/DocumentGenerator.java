package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Writes random JSON, with all that is legal and rare; and breaks it. */
final class DocumentGenerator {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-12",
    "0.7",
    "1.0",
    "1e3",
    "1E+3",
    "-2.5e-7",
    "14663482367758619000",
    "9223372036854775807",
    "-9223372036854775808",
    "3.141592653589793238462643383279"
  };

  /** The last two are halves of pairs, which Jackson refuses in names. */
  private static final String[] TEXTS = {
    "",
    "a",
    "content",
    "Grüße",
    "\uD83D\uDE00",
    "日本語",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b\\f\\r\\t",
    "\\u0041",
    "\\u00fc",
    "\\uD83D\\uDE00",
    "\u007f",
    "\u2028",
    "\\ud800",
    "\\udc00x"
  };

  private static final String[] BLANKS = {"", "", "", " ", "\n", "\r\n\t", "   "};

  private final Random random;

  DocumentGenerator(long seed) {
    this.random = new Random(seed);
  }

  String document() {
    StringBuilder out = new StringBuilder();
    value(out, 1 + random.nextInt(6));
    return out.toString();
  }

  private void value(StringBuilder out, int depth) {
    blank(out);
    switch (depth == 0 ? random.nextInt(4) : random.nextInt(8)) {
      case 0 -> out.append(random.nextBoolean() ? "true" : "false");
      case 1 -> out.append("null");
      case 2 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 3, 4 -> string(out, TEXTS.length);
      case 5 -> list(out, depth, '[', ']');
      default -> list(out, depth, '{', '}');
    }
    blank(out);
  }

  private void list(StringBuilder out, int depth, char opening, char closing) {
    out.append(opening);
    blank(out);
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",");
      if (opening == '{') {
        blank(out);
        string(out, TEXTS.length - 2);
        blank(out);
        out.append(':');
      }
      value(out, depth - 1);
    }
    out.append(closing);
  }

  private void string(StringBuilder out, int texts) {
    out.append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append(TEXTS[random.nextInt(texts)]);
    }
    out.append('"');
  }

  private void blank(StringBuilder out) {
    out.append(BLANKS[random.nextInt(BLANKS.length)]);
  }

  /** The same document with one to three bytes changed, taken out or put in. */
  byte[] broken(byte[] document) {
    byte[] bytes = document.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = bytes.length + random.nextInt(3) - 1;
    byte[] result = new byte[length];
    System.arraycopy(bytes, 0, result, 0, Math.min(at, length));
    int rest = Math.min(bytes.length - at, length - at);
    if (rest > 0) {
      System.arraycopy(bytes, bytes.length - rest, result, length - rest, rest);
    }
    if (length >= bytes.length) {
      byte[] likely = "{}[]\",:\\ 0-.eEutfn\u0001".getBytes(UTF_8);
      boolean any = random.nextInt(3) == 0;
      result[at] = any ? (byte) (1 + random.nextInt(255)) : likely[random.nextInt(likely.length)];
    }
    return result;
  }
}
