package dev.patchbay.server.http.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;

/** A caller of HTTP/1 that says whatever the test wants, byte for byte. */
final class RawCaller implements AutoCloseable {
  private final Socket socket;

  RawCaller(InetSocketAddress address) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(address);
    socket.setSoTimeout(10_000);
  }

  RawCaller say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** The next answer with a declared length: its status line, and its body. */
  String answer() throws IOException {
    String head = head();
    String marker = "content-length: ";
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(marker);
    int length =
        at < 0
            ? 0
            : Integer.parseInt(
                lower.substring(at + marker.length(), lower.indexOf("\r\n", at)).strip());
    String status = head.substring("HTTP/1.1 ".length(), head.indexOf("\r\n"));
    return status + "|" + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
  }

  /** The next head, with its empty line. */
  String head() throws IOException {
    var head = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head.toString(ISO_8859_1));
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  /** What comes until so many bytes have come. */
  String read(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
  }

  /** All that comes until the other side closes. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
