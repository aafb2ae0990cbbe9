package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** Names of models as a part of a URL's path. */
public final class ModelPath {
  private static final String HEX = "0123456789ABCDEF";
  private static final Pattern RESOURCE = Pattern.compile("(models|tunedModels)/[A-Za-z0-9._-]+");

  private ModelPath() {}

  /** One segment of a path: whatever could end it is escaped, {@code @} and {@code :} stay. */
  public static String segment(String name) {
    StringBuilder segment = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~@:".indexOf(c) >= 0);
      if (plain) {
        segment.append(c);
      } else {
        segment.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return segment.toString();
  }

  /** A model of the Gemini API: {@code models/NAME}, unless its collection is named already. */
  public static String resource(String model) {
    return RESOURCE.matcher(model).matches() ? model : "models/" + segment(model);
  }
}
