package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.SettingException;

/** Values of the configuration that become header values. */
public final class HeaderText {
  private HeaderText() {}

  /**
   * Checks that a value may stand in a header, so that a stray line break in a key file is told at
   * the start and not by a service's refusal.
   *
   * @param key the setting to name
   * @throws SettingException without the value, which may be a secret
   */
  public static String check(String key, String value) {
    return check(key, value, '!', "visible ASCII only");
  }

  /**
   * The same for a value of several words.
   *
   * @throws SettingException without the value, which may be a secret
   */
  public static String words(String key, String value) {
    return check(key, value.strip(), ' ', "ASCII on one line");
  }

  private static String check(String key, String value, char least, String expected) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < least || c >= 0x7F) {
        throw new SettingException(
            key,
            String.format(
                "%s holds the character U+%04X at position %d; expected %s",
                key, (int) c, i + 1, expected));
      }
    }
    if (value.isEmpty()) {
      throw new SettingException(key, key + " is empty; leave it out to send none");
    }
    return value;
  }
}
