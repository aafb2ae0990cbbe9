package dev.patchbay.plugin.toolkit.gemini;

/** Names of members. The services take each in camel case and in snake case. */
final class CamelCase {
  private CamelCase() {}

  /** {@code generationConfig} for {@code generation_config}. */
  static String of(String name) {
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
