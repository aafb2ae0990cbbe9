package dev.patchbay.dist.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that opens tunnels, wherever they were asked for, to one port of this machine. */
public final class ConnectProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int to;
  private final String answer;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private ConnectProxy(int to, String answer) throws IOException {
    this.to = to;
    this.answer = answer;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * @param to port that all tunnels lead to
   */
  public static ConnectProxy leadingTo(int to) throws IOException {
    return new ConnectProxy(to, "200 Connection established");
  }

  public static ConnectProxy refusing() throws IOException {
    return new ConnectProxy(0, "403 Forbidden");
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** The first lines of all requests so far. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> tunnel(client));
      }
    } catch (IOException closed) {
      // The end of the proxy.
    }
  }

  private void tunnel(Socket client) {
    try (client) {
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      asked.add(in.readLine());
      while (!in.readLine().isEmpty()) {
        // The rest of the head does not matter.
      }
      String head = "HTTP/1.1 " + answer + "\r\n\r\n";
      client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      if (answer.startsWith("200")) {
        splice(client);
      }
    } catch (IOException closed) {
      // The end of the tunnel.
    }
  }

  private void splice(Socket client) throws IOException {
    try (var server = new Socket(InetAddress.getLoopbackAddress(), to)) {
      sockets.add(server);
      Thread.ofVirtual().start(() -> copy(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // The end of the tunnel.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
