package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of URLs. Both refuse user info: a credential has its own key. */
final class Urls {
  /** Trailing slashes are dropped. */
  static final Form<URI> BASE =
      new Form<>(
          "be an absolute http or https URL without user info, query and fragment",
          text -> url(text, List.of("http", "https")),
          Urls::shown);

  static final Form<URI> PROXY =
      new Form<>(
          "be an http URL of a host and a port alone, such as http://proxy.example:3128",
          Urls::proxy,
          Urls::shown);

  private Urls() {}

  private static @Nullable URI proxy(String text) {
    URI url = url(text, List.of("http"));
    return url == null || !url.getRawPath().isEmpty() ? null : url;
  }

  private static @Nullable URI url(String text, List<String> schemes) {
    URI url = parse(text.replaceFirst("/+$", ""));
    if (url == null || url.getScheme() == null || url.getHost() == null) {
      return null;
    }
    boolean plain =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    boolean scheme = schemes.contains(url.getScheme().toLowerCase(Locale.ROOT));
    return plain && scheme && url.getPort() != 0 && url.getPort() <= 65_535 ? url : null;
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** What stands before an {@code @}, and what stands in a query, may be a credential. */
  private static String shown(String text) {
    return Quoted.of(text.replaceFirst("//[^/]*@", "//…@").replaceFirst("\\?.*", "?…"));
  }
}
