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
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7F) {
        throw new SettingException(
            key,
            String.format(
                "%s holds the character U+%04X at position %d; expected visible ASCII only",
                key, (int) c, i + 1));
      }
    }
    if (value.isEmpty()) {
      throw new SettingException(key, key + " is empty; leave it out to send none");
    }
    return value;
  }
}
