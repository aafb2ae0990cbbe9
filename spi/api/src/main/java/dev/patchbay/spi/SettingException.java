package dev.patchbay.spi;

/** A setting has a value that the provider can't use. The server adds the file, line and column. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key the setting's key, or {@code base-url}, {@code api-key} or {@code region} for these
   *     members of the endpoint
   * @param message the offending and the expected value; never a secret
   */
  public SettingException(String key, String message) {
    super(message);
    this.key = key;
  }

  public String key() {
    return key;
  }
}
