package dev.patchbay.server.config;

import org.jspecify.annotations.Nullable;

/**
 * An address to listen at.
 *
 * @param host a host name, or an IP address without brackets
 * @param port 0 to 65535; 0: any free one
 * @param tls null: clear text
 */
public record Listener(String host, int port, @Nullable TlsSection tls) {
  /** Of clear text. */
  public Listener(String host, int port) {
    this(host, port, null);
  }

  /** Whether the other one says the same, wherever in the configuration it stands. */
  boolean saysSame(Listener other) {
    boolean sameTls =
        tls == null || other.tls == null ? tls == other.tls : tls.namesSame(other.tls);
    return host.equals(other.host) && port == other.port && sameTls;
  }
}
