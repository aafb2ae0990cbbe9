package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads vectors: a list of numbers, or base64 of 32-bit floats, little end first.
 *
 * <p>A large answer has millions of numbers and is read on an event loop, so those of few digits
 * are not taken through text; the result is the same to the last bit.
 */
public final class VectorReader {
  private static final double[] TENS = new double[23];

  /** A double's bits that a float has not; and the one pattern of them that is half way. */
  private static final long REST = (1L << 29) - 1;

  private static final long HALF = 1L << 28;

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private final JsonReader json;
  private final byte[] buffer;
  private float[] numbers = new float[1024];

  /**
   * @param buffer what {@code json} reads from
   */
  public VectorReader(JsonReader json, byte[] buffer) {
    this.json = json;
    this.buffer = buffer;
  }

  /** Reads the vector at the reader's place. */
  public float[] read() {
    return json.peek() == '"' ? packed(json.string()) : list();
  }

  private static float[] packed(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw bad("bad base64: " + e.getMessage());
    }
    if (bytes.length % Float.BYTES != 0) {
      throw bad(bytes.length + " bytes are no whole number of floats");
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  private static ProviderException bad(String problem) {
    return new ProviderException(ErrorKind.BAD_RESPONSE, "an embedding can't be read: " + problem);
  }

  private float[] list() {
    int size = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number();
    }
    return Arrays.copyOf(numbers, size);
  }

  private float number() {
    int first = json.peek();
    if (first != '-' && (first < '0' || first > '9')) {
      throw bad("it holds something else than numbers");
    }
    int from = json.position();
    json.skip();
    return parse(buffer, from, json.position());
  }

  /** The float nearest to a well-formed number. */
  static float parse(byte[] text, int from, int to) {
    long digits = 0;
    int count = 0;
    int scale = 0;
    int step = 0;
    for (int i = text[from] == '-' ? from + 1 : from; i < to; i++) {
      byte c = text[i];
      if (c == '.') {
        step = 1;
      } else if (c < '0' || count == 15) {
        return slowly(text, from, to);
      } else if (c > '9') {
        scale -= exponent(text, i + 1, to);
        break;
      } else {
        digits = 10 * digits + c - '0';
        count += digits == 0 ? 0 : 1;
        scale += step;
      }
    }
    if (Math.abs(scale) >= TENS.length) {
      return slowly(text, from, to);
    }
    // Both are exact, so that the one rounding of this operation gives the nearest double.
    double value = scale < 0 ? digits * TENS[-scale] : digits / TENS[scale];
    boolean twice = (Double.doubleToRawLongBits(value) & REST) == HALF;
    if (twice || (value != 0 && value < Float.MIN_NORMAL) || value > Float.MAX_VALUE) {
      return slowly(text, from, to);
    }
    return (float) (text[from] == '-' ? -value : value);
  }

  private static int exponent(byte[] text, int from, int to) {
    boolean signed = text[from] == '-' || text[from] == '+';
    int value = 0;
    for (int i = signed ? from + 1 : from; i < to; i++) {
      value = Math.min(10 * value + text[i] - '0', 9999);
    }
    return text[from] == '-' ? -value : value;
  }

  private static float slowly(byte[] text, int from, int to) {
    return Float.parseFloat(new String(text, from, to - from, ISO_8859_1));
  }
}
