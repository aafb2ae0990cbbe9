package dev.patchbay.server.http;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes parts of the pictures and files that callers write as base64 and as URLs of data. */
public final class MediaReading {
  /** The type of pictures whose own type only the service can know. */
  private static final String PICTURE = "image/*";

  private static final String DATA_URL = "data:";

  private MediaReading() {}

  /** A picture. A data URL stays text: whoever sends it on mostly needs it as text. */
  public static Part picture(String address, @Nullable String detail, Marks marks) {
    String type = address.startsWith(DATA_URL) ? mimeType(address) : PICTURE;
    return new Part.Media(type, null, address, null, null, detail, marks);
  }

  /**
   * What is written in base64, or as a data URL.
   *
   * @param path where it stands
   * @param type its type, unless it is a data URL; empty: unknown
   */
  public static Part data(
      String path, String text, String type, @Nullable String filename, Marks marks) {
    if (!text.startsWith(DATA_URL)) {
      return new Part.Media(type, decoded(path, text), null, null, filename, null, marks);
    }
    ByteBuffer content = decoded(path, text.substring(text.indexOf(',') + 1));
    return new Part.Media(mimeType(text), content, null, null, filename, null, marks);
  }

  private static String mimeType(String dataUrl) {
    int end = dataUrl.length();
    for (char stop : new char[] {';', ','}) {
      int at = dataUrl.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    return dataUrl.substring(DATA_URL.length(), Math.min(end, DATA_URL.length() + 128));
  }

  private static ByteBuffer decoded(String path, String base64) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer();
    } catch (IllegalArgumentException e) {
      throw Body.refused(path, "must hold its data in base64: " + e.getMessage());
    }
  }
}
