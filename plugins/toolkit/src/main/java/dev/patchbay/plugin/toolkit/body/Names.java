package dev.patchbay.plugin.toolkit.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Member names as the bytes they are compared with. */
public final class Names {
  private Names() {}

  public static byte[] of(String name) {
    return name.getBytes(ISO_8859_1);
  }
}
