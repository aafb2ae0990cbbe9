package dev.patchbay.server.config;

/**
 * A scalar whose placeholders are filled in.
 *
 * @param secret whether any part came through a placeholder
 */
record Text(String value, boolean secret, Position at) {
  /** Stands in a message for a text that is not to be seen. */
  static final String HIDDEN = "the value given (not shown)";

  /** How the text appears in a message that finds it to be of another form. */
  String shown(Form<?> form) {
    if (value.isEmpty()) {
      return "empty";
    }
    return secret ? HIDDEN : form.shown().apply(value);
  }

  @Override
  public String toString() {
    return "Text[at=" + at + "]";
  }
}
