package dev.patchbay.server.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.http.transport.Exchange;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Keeps strangers' pages out of a server without keys. Such a server trusts everybody on its own
 * machine, and a browser there is somebody, whatever page it shows: a page of another site may post
 * to loopback, or have its own name resolve to it.
 */
final class LocalPage {
  private LocalPage() {}

  /**
   * Checks that a request was meant for this machine, and by it.
   *
   * @throws FaultException KEY_MISSING
   */
  static void check(Exchange exchange) {
    String host = exchange.header("host");
    if (host != null && !isLocal(hostOf(host))) {
      throw refused("is addressed to \"" + host + "\"");
    }
    String origin = exchange.header("origin");
    if (origin != null && !isLocal(siteOf(origin))) {
      throw refused("comes from a page of \"" + origin + "\"");
    }
  }

  private static FaultException refused(String what) {
    return new FaultException(
        Fault.of(
            Reason.KEY_MISSING,
            "without keys this server serves its own machine alone, and the request "
                + what
                + "; address it as localhost, or configure keys"));
  }

  private static @Nullable String hostOf(String hostAndPort) {
    try {
      return HostAndPort.fromString(hostAndPort).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String siteOf(String origin) {
    try {
      return URI.create(origin).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isLocal(@Nullable String host) {
    if (host == null) {
      return false;
    }
    if (host.equalsIgnoreCase("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    return InetAddresses.isUriInetAddress(host)
        ? InetAddresses.forUriString(host).isLoopbackAddress()
        : InetAddresses.isInetAddress(host) && InetAddresses.forString(host).isLoopbackAddress();
  }
}
