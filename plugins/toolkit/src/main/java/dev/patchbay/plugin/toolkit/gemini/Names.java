package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Names of members. The services take each in camel case and in snake case. */
final class Names {
  private Names() {}

  /** As the bytes that it is compared with. */
  static byte[] of(String name) {
    return name.getBytes(ISO_8859_1);
  }

  /** In camel case: {@code generationConfig} for {@code generation_config}. */
  static String camel(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean up = i > 0 && name.charAt(i - 1) == '_';
      if (c != '_') {
        camel.append(up ? Character.toUpperCase(c) : c);
      }
    }
    return camel.toString();
  }
}
