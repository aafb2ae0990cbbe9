package dev.patchbay.plugin.local.weights;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address of a Python index, with its credential apart, so that no message can print it. */
final class IndexAddress {
  private final URI base;
  private final @Nullable String userInfo;

  private IndexAddress(URI base, @Nullable String userInfo) {
    this.base = base;
    this.userInfo = userInfo;
  }

  static IndexAddress parse(String text) throws IOException {
    try {
      URI uri = new URI(text.endsWith("/") ? text : text + "/");
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
        throw new IOException("PIP_INDEX_URL is no http or https address");
      }
      URI bare = new URI(scheme, null, uri.getHost(), uri.getPort(), uri.getPath(), null, null);
      return new IndexAddress(bare, uri.getUserInfo());
    } catch (URISyntaxException e) {
      throw new IOException("PIP_INDEX_URL is no http or https address");
    }
  }

  URI projectPage(String project) {
    return base.resolve(project + "/");
  }

  /** Answers the index alone: a file store that it links to never sees the credential. */
  Optional<Authenticator> authenticator() {
    if (userInfo == null) {
      return Optional.empty();
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Optional.of(new IndexOnly(base, user, password));
  }

  private static final class IndexOnly extends Authenticator {
    private final URI base;
    private final String user;
    private final String password;

    IndexOnly(URI base, String user, String password) {
      this.base = base;
      this.user = user;
      this.password = password;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      boolean index =
          getRequestorType() == RequestorType.SERVER
              && base.getHost().equalsIgnoreCase(getRequestingHost())
              && base.getScheme().equalsIgnoreCase(getRequestingProtocol());
      return index ? new PasswordAuthentication(user, password.toCharArray()) : null;
    }
  }
}
