package dev.patchbay.server.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers HTTP/1.1 on loopback as its script says; one thread for each connection. */
final class SmallServer implements AutoCloseable {
  /** What is done about the n-th request, counted over all connections. */
  interface Script {
    void answer(int n, Peer peer) throws IOException;
  }

  /** One connection while its request is answered. */
  static final class Peer {
    private final Socket socket;
    private final Semaphore gone;

    Peer(Socket socket, Semaphore gone) {
      this.socket = socket;
      this.gone = gone;
    }

    void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    void whole(String body) throws IOException {
      send("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }

    void close() throws IOException {
      socket.close();
    }

    /** Waits until the other side has closed. */
    void awaitClose() throws IOException {
      try {
        while (socket.getInputStream().read() >= 0) {}
      } finally {
        gone.release();
      }
    }
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final Semaphore gone = new Semaphore(0);
  private final ServerSocket listener;
  private final Script script;

  SmallServer(Script script) throws IOException {
    this.script = script;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String origin() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Whether a script's {@link Peer#awaitClose} has ended. */
  boolean sawClose() throws InterruptedException {
    return gone.tryAcquire(10, TimeUnit.SECONDS);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        String request = read(in);
        if (request.isEmpty()) {
          return;
        }
        requests.add(request);
        script.answer(requests.size() - 1, new Peer(socket, gone));
      }
    } catch (IOException e) {
      // The other side is gone: the script has ended.
    }
  }

  /** A head and its body; empty at the end. */
  private static String read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      bytes.write(next);
    }
    String head = bytes.toString(StandardCharsets.ISO_8859_1);
    int length =
        head.lines()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> line.startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
