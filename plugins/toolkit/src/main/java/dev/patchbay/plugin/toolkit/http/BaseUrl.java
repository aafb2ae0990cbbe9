package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * An endpoint's base URL, taken apart.
 *
 * @param origin scheme, host and port; no path
 * @param path escaped, without a trailing slash; empty if there is none
 */
public record BaseUrl(URI origin, String path) {
  /**
   * Takes a URL apart.
   *
   * @throws SettingException naming {@code base-url} if nothing can be sent there
   */
  public static BaseUrl of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
      throw bad("is '" + url + "', expected http://HOST... or https://HOST...");
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw bad("must have no user, query or fragment: set keys under 'api-key'");
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    URI ascii = URI.create(url.toASCIIString());
    String path = ascii.getRawPath() == null ? "" : ascii.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return new BaseUrl(URI.create(scheme + "://" + host + port), path);
  }

  private static SettingException bad(String problem) {
    return new SettingException("base-url", "base-url " + problem);
  }
}
