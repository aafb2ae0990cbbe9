package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pull reader over a range of a byte array. It walks the real structure and checks all that it
 * passes, so a document that it has read or skipped to the {@link #end} is well-formed. Reusable,
 * not thread-safe; it never writes to the array and never looks past the range.
 *
 * <p>Reading an object:
 *
 * <pre>{@code
 * reader.over(buffer, offset, length).beginObject();
 * while (reader.nextMember()) {
 *   if (reader.nameIs(CONTENT)) text = reader.stringOrNull();
 *   else reader.skip();
 * }
 * reader.end();
 * }</pre>
 *
 * <p>Members come in any order. To read one later, keep {@link #position} before skipping its
 * value, and come back with {@link #position(int)} once the objects around it are closed.
 */
public final class JsonReader {
  /** Objects and arrays within each other; deeper is an error. */
  public static final int MAX_DEPTH = 64;

  private static final int MOST_KEPT = 32 * 1024;

  private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
  private static final byte[] FALSE = "false".getBytes(ISO_8859_1);
  private static final byte[] NULL = "null".getBytes(ISO_8859_1);

  private byte[] buf = TRUE;
  private int pos;
  private int end;

  private int depth;

  /** Bit d tells whether the container at depth d+1 is an object. */
  private long objects;

  /** Just after an opening brace or bracket: no comma is due. */
  private boolean fresh;

  private int textFrom;
  private int textTo;
  private boolean nameEscaped;
  private int nameFrom;
  private int nameTo;
  private char[] chars = new char[0];

  /** Starts anew over a range. A UTF-8 byte order mark in front is passed over. */
  public JsonReader over(byte[] buffer, int offset, int length) {
    buf = buffer;
    pos = offset;
    end = offset + length;
    depth = 0;
    fresh = false;
    if (length >= 3
        && buf[pos] == (byte) 0xEF
        && buf[pos + 1] == (byte) 0xBB
        && buf[pos + 2] == (byte) 0xBF) {
      pos += 3;
    }
    return this;
  }

  /** The first byte of the next token, -1 at the end of the range. */
  public int peek() {
    while (pos < end) {
      byte b = buf[pos];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xFF;
      }
      pos++;
    }
    return -1;
  }

  /** Passes a {@code null}; false, with nothing passed, if the next value is another one. */
  public boolean takeNull() {
    if (peek() != 'n') {
      return false;
    }
    literal(NULL);
    return true;
  }

  public void beginObject() {
    begin('{');
    objects |= 1L << (depth - 1);
  }

  public void beginArray() {
    begin('[');
    objects &= ~(1L << (depth - 1));
  }

  /** Goes to the next member's value, or past the closing brace (false). */
  public boolean nextMember() {
    if (!more('}', true)) {
      return false;
    }
    nameEscaped = !scan();
    nameFrom = textFrom;
    nameTo = textTo;
    if (peek() != ':') {
      throw fail("expected ':'");
    }
    pos++;
    return true;
  }

  /** Goes to the next element, or past the closing bracket (false). */
  public boolean nextElement() {
    return more(']', false);
  }

  /** Whether the current member has this name, given as ASCII and not empty. */
  public boolean nameIs(byte[] name) {
    if (nameEscaped) {
      return name().equals(new String(name, ISO_8859_1));
    }
    return nameTo - nameFrom == name.length && buf[nameFrom] == name[0] && nameEndsAs(name);
  }

  /** Apart, so that what tells most names apart stays small enough to be inlined everywhere. */
  private boolean nameEndsAs(byte[] name) {
    return Arrays.equals(buf, nameFrom + 1, nameTo, name, 1, name.length);
  }

  /** Where the current member's name begins: at its opening quote. */
  public int namePosition() {
    return nameFrom - 1;
  }

  /** The current member's name. */
  public String name() {
    return text(nameFrom, nameTo, nameEscaped);
  }

  /** Reads a string. A lone surrogate that is written as an escape stays one. */
  public String string() {
    if (peek() != '"') {
      throw fail("expected a string");
    }
    return scan()
        ? new String(buf, textFrom, textTo - textFrom, ISO_8859_1)
        : text(textFrom, textTo, true);
  }

  /** Reads a string or {@code null}. */
  public @Nullable String stringOrNull() {
    return takeNull() ? null : string();
  }

  /**
   * Reads a string, or any other value as its JSON text; null for {@code null}. For members that
   * are a string here and a number there.
   */
  public @Nullable String anyText() {
    int first = peek();
    if (first == '"') {
      return string();
    }
    return takeNull() ? null : raw();
  }

  /** Reads a number as its very text. */
  public String number() {
    int from = numberEnd();
    return new String(buf, from, pos - from, ISO_8859_1);
  }

  /** Reads a number as a whole one; a fraction is cut off, a huge one is the nearest long. */
  public long integer() {
    int from = numberEnd();
    int i = buf[from] == '-' ? from + 1 : from;
    long value = 0;
    for (; i < pos; i++) {
      int digit = buf[i] - '0';
      if (digit < 0 || digit > 9 || value > 99_999_999_999_999_999L) {
        return (long) Double.parseDouble(new String(buf, from, pos - from, ISO_8859_1));
      }
      value = value * 10 + digit;
    }
    return buf[from] == '-' ? -value : value;
  }

  public boolean bool() {
    boolean value = peek() == 't';
    literal(value ? TRUE : FALSE);
    return value;
  }

  /** Passes a value of any kind, checking it. */
  public void skip() {
    switch (peek()) {
      case '{' -> {
        beginObject();
        while (nextMember()) {
          skip();
        }
      }
      case '[' -> {
        beginArray();
        while (nextElement()) {
          skip();
        }
      }
      case '"' -> scan();
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> numberEnd();
    }
  }

  /** Passes a value of any kind, checking it; the place to come back to for it. */
  public int pass() {
    peek();
    int from = pos;
    skip();
    return from;
  }

  /** Checks that the rest of the range is one value. */
  public void skipToEnd() {
    skip();
    end();
  }

  /** Reads a value of any kind as its very text. */
  public String raw() {
    int from = pass();
    return new String(buf, from, pos - from, UTF_8);
  }

  /** Where the reader stands: before a value, the place to come back to for it. */
  public int position() {
    return pos;
  }

  /** Goes to a place that {@link #position()} gave. Read exactly one value there. */
  public void position(int position) {
    pos = position;
  }

  /** Checks that nothing but white space is left. */
  public void end() {
    if (peek() >= 0) {
      throw fail("unexpected text after the value");
    }
  }

  private void begin(char opening) {
    if (peek() != opening) {
      throw fail(opening == '{' ? "expected an object" : "expected an array");
    }
    if (depth == MAX_DEPTH) {
      throw fail("nested deeper than " + MAX_DEPTH);
    }
    pos++;
    depth++;
    fresh = true;
  }

  private boolean more(char closing, boolean named) {
    int next = peek();
    if (depth == 0 || (objects >>> (depth - 1) & 1) != (named ? 1 : 0)) {
      throw fail("not in " + (named ? "an object" : "an array"));
    }
    if (next == closing) {
      pos++;
      depth--;
      fresh = false;
      return false;
    }
    if (!fresh) {
      if (next != ',') {
        throw fail("expected ',' or '" + closing + "'");
      }
      pos++;
      next = peek();
    }
    fresh = false;
    if (named && next != '"') {
      throw fail("expected a member name");
    }
    return true;
  }

  /** Passes a string, from its opening quote; true if it is plain ASCII without escapes. */
  private boolean scan() {
    byte[] b = buf;
    int limit = end;
    int i = pos + 1;
    textFrom = i;
    boolean plain = true;
    while (true) {
      byte c = 0;
      while (i < limit && (c = b[i]) >= 0x20 && c != '"' && c != '\\') {
        i++;
      }
      if (i >= limit) {
        pos = i;
        throw fail("unfinished string");
      }
      if (c == '"') {
        textTo = i;
        pos = i + 1;
        return plain;
      }
      plain = false;
      i += c == '\\' ? escapeLength(i) : utf8Length(i);
    }
  }

  private int escapeLength(int at) {
    pos = at;
    return switch (byteAt(at + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> {
        hex(at + 2);
        yield 6;
      }
      default -> throw fail("bad escape");
    };
  }

  private int hex(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(byteAt(i), 16);
      if (digit < 0) {
        throw fail("bad escape");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Length of the well-formed sequence there: neither overlong nor a surrogate. */
  private int utf8Length(int at) {
    pos = at;
    int first = buf[at] & 0xFF;
    if (first < 0x20) {
      throw fail("control character in a string");
    }
    int second = byteAt(at + 1);
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    boolean wellFormed = first >= 0xC2 && first <= 0xF4 && second >= lowest && second <= highest;
    for (int i = 2; wellFormed && i < length; i++) {
      wellFormed = (byteAt(at + i) & 0xC0) == 0x80;
    }
    if (!wellFormed) {
      throw fail("bad UTF-8");
    }
    return length;
  }

  private int byteAt(int at) {
    if (at >= end) {
      throw fail("unfinished string");
    }
    return buf[at] & 0xFF;
  }

  private String text(int from, int to, boolean special) {
    if (!special) {
      return new String(buf, from, to - from, ISO_8859_1);
    }
    for (int i = from; i < to; i++) {
      if (buf[i] == '\\') {
        return unescape(from, to);
      }
    }
    return new String(buf, from, to - from, UTF_8);
  }

  private String unescape(int from, int to) {
    char[] text = room(to - from);
    int resume = pos;
    int n = 0;
    int i = from;
    while (i < to) {
      byte b = buf[i];
      if (b == '\\') {
        text[n++] = escaped(i);
        i += buf[i + 1] == 'u' ? 6 : 2;
      } else if (b >= 0) {
        text[n++] = (char) b;
        i++;
      } else {
        int length = utf8Length(i);
        n += Character.toChars(codePoint(i, length), text, n);
        i += length;
      }
    }
    pos = resume;
    return new String(text, 0, n);
  }

  /** What is kept for the next text is small, however long one was. */
  private char[] room(int length) {
    if (length > MOST_KEPT) {
      return new char[length];
    }
    if (chars.length < length) {
      chars = new char[Math.max(128, length)];
    }
    return chars;
  }

  private char escaped(int at) {
    return switch (buf[at + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) hex(at + 2);
      default -> (char) buf[at + 1];
    };
  }

  private int codePoint(int at, int length) {
    int value = buf[at] & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      value = value << 6 | (buf[at + i] & 0x3F);
    }
    return value;
  }

  private void literal(byte[] word) {
    peek();
    int to = pos + word.length;
    if (to > end || !Arrays.equals(buf, pos, to, word, 0, word.length)) {
      throw fail("expected a value");
    }
    pos = to;
  }

  /** Passes a number and returns where it began. */
  private int numberEnd() {
    peek();
    int from = pos;
    if (at('-')) {
      pos++;
    }
    if (at('0')) {
      pos++;
    } else {
      digits();
    }
    if (at('.')) {
      pos++;
      digits();
    }
    if (at('e') || at('E')) {
      pos++;
      if (at('+') || at('-')) {
        pos++;
      }
      digits();
    }
    return from;
  }

  private void digits() {
    int from = pos;
    while (pos < end && buf[pos] >= '0' && buf[pos] <= '9') {
      pos++;
    }
    if (pos == from) {
      throw fail("expected a value");
    }
  }

  private boolean at(char c) {
    return pos < end && buf[pos] == c;
  }

  private JsonException fail(String problem) {
    return new JsonException(problem, pos);
  }
}
