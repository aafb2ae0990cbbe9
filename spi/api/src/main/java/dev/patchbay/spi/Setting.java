package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key that may stand under an endpoint's {@code settings}: name, type and documentation.
 * Immutable.
 */
public final class Setting {
  /**
   * The types of values. In YAML a duration is a text such as {@code 250ms}, {@code 2s}, {@code
   * 10m} or {@code 1h}.
   */
  public enum Type {
    STRING,
    /** A whole number that fits a {@code long}. */
    INTEGER,
    /** A number with or without a fraction. */
    NUMBER,
    BOOLEAN,
    DURATION,
    /** A list of texts. */
    STRINGS
  }

  private final String key;
  private final Type type;
  private final String doc;
  private final boolean required;
  private final boolean secret;
  private final List<String> choices;
  private final @Nullable String defaultText;

  private Setting(
      String key,
      Type type,
      String doc,
      boolean required,
      boolean secret,
      List<String> choices,
      @Nullable String defaultText) {
    this.key = key;
    this.type = type;
    this.doc = doc;
    this.required = required;
    this.secret = secret;
    this.choices = choices;
    this.defaultText = defaultText;
  }

  /**
   * An optional setting.
   *
   * @param key lower case words joined by hyphens
   * @param doc one sentence: meaning, unit, range
   */
  public static Setting of(String key, Type type, String doc) {
    return new Setting(key, type, doc, false, false, List.of(), null);
  }

  /** A text that must be one of the given ones. */
  public static Setting choice(String key, List<String> choices, String doc) {
    return new Setting(key, Type.STRING, doc, false, false, List.copyOf(choices), null);
  }

  /** The same, but the configuration must have it. */
  public Setting required() {
    return new Setting(key, type, doc, true, secret, choices, defaultText);
  }

  /** The same, but its value is never printed. */
  public Setting secret() {
    return new Setting(key, type, doc, required, true, choices, defaultText);
  }

  /** The same, with the text to show as its default. The provider applies the default itself. */
  public Setting defaultsTo(String text) {
    return new Setting(key, type, doc, required, secret, choices, text);
  }

  public String key() {
    return key;
  }

  public Type type() {
    return type;
  }

  public String doc() {
    return doc;
  }

  public boolean isRequired() {
    return required;
  }

  public boolean isSecret() {
    return secret;
  }

  /** The allowed texts; empty: any. */
  public List<String> choices() {
    return choices;
  }

  public @Nullable String defaultText() {
    return defaultText;
  }
}
