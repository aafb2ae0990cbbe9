package dev.patchbay.dist.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param line method, target and version
 * @param headers by name in lower case
 */
public record HttpRequestText(String line, Map<String, String> headers, String body) {
  /** Reads one request; null: the peer closed between two requests. */
  static @Nullable HttpRequestText read(InputStream in) throws IOException {
    String head = head(in);
    if (head == null) {
      return null;
    }
    String[] lines = head.split("\r\n");
    var headers = new TreeMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("request cut");
    }
    return new HttpRequestText(lines[0], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static @Nullable String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int ending = 0;
    while (ending < 4) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      bytes.write(b);
      boolean expected = b == (ending % 2 == 0 ? '\r' : '\n');
      ending = expected ? ending + 1 : b == '\r' ? 1 : 0;
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }
}
