package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Has all that this JVM asks by its oldest HTTP client end at two stand-ins, whatever host it
 * names: plain requests go to one as to a proxy, those of TLS through a tunnel to the other. So the
 * very addresses of Oracle's services are asked, which no setting has to replace.
 */
final class WholeNet extends ProxySelector implements AutoCloseable {
  private final ProxySelector before = ProxySelector.getDefault();
  private final SSLSocketFactory trustedBefore = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final ServerSocket tunnel;
  private final Proxy plain;
  private final StandIn secure;
  private final List<String> plainHosts = new CopyOnWriteArrayList<>();
  private final List<String> secureHosts = new CopyOnWriteArrayList<>();

  /**
   * @param authority whom TLS trusts meanwhile
   */
  WholeNet(StandIn plain, StandIn secure, TestCertificate authority) throws Exception {
    this.plain = new Proxy(Proxy.Type.HTTP, plain.address());
    this.secure = secure;
    this.tunnel = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ProxySelector.setDefault(this);
    HttpsURLConnection.setDefaultSSLSocketFactory(authority.trusting().getSocketFactory());
    Thread.ofVirtual().start(this::accept);
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (uri.getScheme().equals("http")) {
      plainHosts.add(uri.getAuthority());
      return List.of(plain);
    }
    InetSocketAddress entry = (InetSocketAddress) tunnel.getLocalSocketAddress();
    return List.of(new Proxy(Proxy.Type.HTTP, entry));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    throw new UncheckedIOException(failure);
  }

  List<String> plainHosts() {
    return plainHosts;
  }

  /** With ports, as tunnels are asked for. */
  List<String> secureHosts() {
    return secureHosts;
  }

  private void accept() {
    try {
      while (!tunnel.isClosed()) {
        Socket caller = tunnel.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void connect(Socket caller) {
    try (caller;
        Socket service = new Socket()) {
      secureHosts.add(head(caller.getInputStream()).split(" ")[1]);
      service.connect(secure.address());
      caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      Thread.ofVirtual().start(() -> pump(caller, service));
      service.getInputStream().transferTo(caller.getOutputStream());
    } catch (IOException cut) {
      // Whoever asked sees a connection that ends.
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // The other side ends, too.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request for a tunnel: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    ProxySelector.setDefault(before);
    HttpsURLConnection.setDefaultSSLSocketFactory(trustedBefore);
    tunnel.close();
  }
}
