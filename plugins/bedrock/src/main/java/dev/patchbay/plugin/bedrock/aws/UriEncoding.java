package dev.patchbay.plugin.bedrock.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Percent-encoding as Amazon's signatures have it: all but letters, digits and {@code -._~}. */
public final class UriEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private UriEncoding() {}

  /** Encodes a segment of a path, slashes too. */
  public static String segment(String text) {
    return encode(text, false);
  }

  /** Encodes a path, which may be encoded already, but for its slashes. */
  static String path(String path) {
    return encode(path, true);
  }

  private static String encode(String text, boolean slashes) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(UTF_8)) {
      if (isPlain(b) || (slashes && b == '/')) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
