package dev.patchbay.server.upstream;

import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One origin that may be connected to, and how. Each instance has connections of its own: identity,
 * not equality, is the key of the pools, so that endpoints never share a connection.
 */
public final class Upstream {
  private final String host;
  private final int port;
  private final @Nullable SslContext tls;
  private final @Nullable InetSocketAddress proxy;
  private final AsciiString hostHeader;

  /**
   * @param origin {@code http} or {@code https}, no path
   * @param tls needed for {@code https}
   * @param proxy an HTTP proxy to tunnel through (CONNECT); unresolved
   */
  public Upstream(URI origin, @Nullable SslContext tls, @Nullable InetSocketAddress proxy) {
    boolean secure = origin.getScheme().equals("https");
    if (secure && tls == null) {
      throw new IllegalArgumentException(origin + " needs TLS");
    }
    String bracketed = origin.getHost();
    host = bracketed.startsWith("[") ? bracketed.substring(1, bracketed.length() - 1) : bracketed;
    port = origin.getPort() >= 0 ? origin.getPort() : secure ? 443 : 80;
    this.tls = secure ? tls : null;
    this.proxy = proxy;
    hostHeader = AsciiString.cached(origin.getPort() >= 0 ? bracketed + ":" + port : bracketed);
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  @Nullable SslContext tls() {
    return tls;
  }

  @Nullable InetSocketAddress proxy() {
    return proxy;
  }

  AsciiString hostHeader() {
    return hostHeader;
  }

  @Override
  public String toString() {
    return (tls == null ? "http://" : "https://") + hostHeader;
  }
}
