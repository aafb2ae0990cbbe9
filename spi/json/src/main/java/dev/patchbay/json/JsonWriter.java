package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes JSON into a growing byte buffer and puts the commas. Not thread-safe. It trusts the order
 * of calls, but not the JSON text that others hand in: {@link #json} and {@link #members} check it.
 */
public final class JsonWriter {
  /** From this many bytes on binary data becomes a piece of its own, so that nothing is doubled. */
  static final int OWN_PIECE = 32 * 1024;

  /** From this many bytes on others' bytes become a piece of their own, without a copy. */
  static final int SHARED = 4 * 1024;

  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
  private static final int CHUNK = 2048;

  private byte[] buf = new byte[1024];
  private int size;
  private byte last;
  private final List<ByteBuffer> pieces = new ArrayList<>();

  public JsonWriter beginObject() {
    separate();
    return put('{');
  }

  public JsonWriter endObject() {
    return put('}');
  }

  public JsonWriter beginArray() {
    separate();
    return put('[');
  }

  public JsonWriter endArray() {
    return put(']');
  }

  /** A member's name; its value comes next. */
  public JsonWriter name(String name) {
    return string(name).put(':');
  }

  /** A string. A lone surrogate is written as an escape. */
  public JsonWriter string(CharSequence value) {
    separate();
    put('"');
    for (int from = 0; from < value.length(); from += CHUNK) {
      characters(value, from, Math.min(value.length(), from + CHUNK), true);
    }
    return put('"');
  }

  public JsonWriter number(long value) {
    separate();
    return ascii(Long.toString(value));
  }

  /**
   * A number in the fewest digits that give the same double; a whole one without a fraction.
   *
   * @throws IllegalArgumentException if it is not finite, which JSON can't say
   */
  public JsonWriter number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    separate();
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return ascii(whole ? Long.toString((long) value) : Double.toString(value));
  }

  /**
   * A number in the fewest digits that give the same float.
   *
   * @throws IllegalArgumentException if it is not finite, which JSON can't say
   */
  public JsonWriter number(float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    separate();
    return ascii(Float.toString(value));
  }

  public JsonWriter bool(boolean value) {
    separate();
    return ascii(value ? "true" : "false");
  }

  public JsonWriter nil() {
    separate();
    return ascii("null");
  }

  /**
   * A value that somebody else wrote, appended as it is.
   *
   * @throws JsonException if it is anything but one well-formed value
   */
  public JsonWriter json(String value) {
    separate();
    int from = size;
    plain(value);
    new JsonReader().over(buf, from, size - from).skipToEnd();
    return this;
  }

  /**
   * Members that somebody else wrote, without the braces around them.
   *
   * @param wanted asked with each name; members that it refuses are left out
   * @throws JsonException if they are not well-formed
   */
  public JsonWriter members(String members, Predicate<String> wanted) {
    JsonWriter text = new JsonWriter().put('{').plain(members).put('}');
    JsonReader reader = new JsonReader().over(text.buf, 0, text.size);
    reader.beginObject();
    while (reader.nextMember()) {
      String name = reader.name();
      reader.peek();
      int from = reader.position();
      reader.skip();
      if (wanted.test(name)) {
        name(name).copy(text.buf, from, reader.position() - from);
      }
    }
    reader.end();
    return this;
  }

  /**
   * Appends a value, or members with the commas between them, out of bytes that are known to be
   * well-formed JSON. Many of them are not copied: they must not be written to any more.
   */
  public JsonWriter wellFormed(byte[] bytes, int from, int to) {
    separate();
    if (to - from < SHARED) {
      return copy(bytes, from, to - from);
    }
    cut();
    pieces.add(ByteBuffer.wrap(bytes, from, to - from));
    last = bytes[to - 1];
    return this;
  }

  /** A string of a prefix and the data in base64. Large data becomes a piece of its own. */
  public JsonWriter base64(String prefix, ByteBuffer data) {
    string(prefix);
    size--;
    ByteBuffer encoded = Base64.getEncoder().encode(data.duplicate());
    if (encoded.remaining() < OWN_PIECE) {
      copy(encoded.array(), encoded.arrayOffset(), encoded.remaining());
    } else {
      cut();
      pieces.add(encoded);
    }
    return put('"');
  }

  /** All that was written; the writer must not be used any more. */
  public List<ByteBuffer> body() {
    cut();
    return List.copyOf(pieces);
  }

  /** All that was written as one array; the writer must not be used any more. */
  public byte[] bytes() {
    if (pieces.isEmpty()) {
      return Arrays.copyOf(buf, size);
    }
    cut();
    var whole = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
    pieces.forEach(piece -> whole.put(piece.duplicate()));
    return whole.array();
  }

  private void cut() {
    if (size > 0) {
      pieces.add(ByteBuffer.wrap(buf, 0, size));
      buf = new byte[256];
      size = 0;
    }
  }

  private void separate() {
    boolean begun = size > 0 || !pieces.isEmpty();
    if (begun && last != '{' && last != '[' && last != ':') {
      put(',');
    }
  }

  private JsonWriter put(char c) {
    ensure(1);
    last = (byte) c;
    buf[size++] = last;
    return this;
  }

  private JsonWriter ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      buf[size++] = (byte) text.charAt(i);
    }
    last = buf[size - 1];
    return this;
  }

  private JsonWriter copy(byte[] from, int offset, int length) {
    ensure(length);
    System.arraycopy(from, offset, buf, size, length);
    size += length;
    last = buf[size - 1];
    return this;
  }

  private JsonWriter plain(String text) {
    for (int from = 0; from < text.length(); from += CHUNK) {
      characters(text, from, Math.min(text.length(), from + CHUNK), false);
    }
    return this;
  }

  private void characters(CharSequence text, int from, int to, boolean quoted) {
    ensure(6 * (to - from));
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (quoted && (c < 0x20 || c == '"' || c == '\\')) {
          escape(c);
        } else {
          buf[size++] = (byte) c;
        }
      } else if (!Character.isSurrogate(c)) {
        wide(c);
      } else {
        surrogate(text, i);
      }
    }
    if (size > 0) {
      last = buf[size - 1];
    }
  }

  /** A pair is written at its high half, whatever chunk the low half is in. */
  private void surrogate(CharSequence text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      if (at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
        wide(Character.toCodePoint(c, text.charAt(at + 1)));
      } else {
        unicode(c);
      }
    } else if (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1))) {
      unicode(c);
    }
  }

  private void wide(int codePoint) {
    if (codePoint < 0x800) {
      buf[size++] = (byte) (0xC0 | codePoint >> 6);
    } else if (codePoint < 0x10000) {
      buf[size++] = (byte) (0xE0 | codePoint >> 12);
      buf[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
    } else {
      buf[size++] = (byte) (0xF0 | codePoint >> 18);
      buf[size++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
      buf[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
    }
    buf[size++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  private void escape(char c) {
    char letter =
        switch (c) {
          case '"', '\\' -> c;
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          default -> 'u';
        };
    if (letter == 'u') {
      unicode(c);
    } else {
      buf[size++] = '\\';
      buf[size++] = (byte) letter;
    }
  }

  private void unicode(char c) {
    buf[size++] = '\\';
    buf[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buf[size++] = HEX[c >> shift & 0xF];
    }
  }

  private void ensure(int more) {
    if (buf.length - size < more) {
      buf = Arrays.copyOf(buf, Math.max(buf.length * 2, size + more));
    }
  }
}
