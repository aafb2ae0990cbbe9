package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Member names as the bytes they are compared with. */
final class Names {
  private Names() {}

  static byte[] of(String name) {
    return name.getBytes(ISO_8859_1);
  }
}
