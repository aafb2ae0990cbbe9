package dev.patchbay.dist.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request over a connection of its own, whose answer is read as it comes. An answer that is not
 * whole is an {@link EOFException}. For one thread.
 */
public final class HttpCaller implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final Map<String, String> headers = new TreeMap<>();
  private int status;

  /** Bytes left of the body, or of the chunk. */
  private long left;

  private boolean betweenChunks;

  private HttpCaller(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream(), 512);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends a request with a body of JSON; does not wait for the answer. */
  public static HttpCaller post(URI to, Map<String, String> headers, String json)
      throws IOException {
    return post(to, headers, json, 0);
  }

  /**
   * The same, for a caller that may be slow.
   *
   * @param window bytes that the system takes before they are read, about; 0: as it likes
   */
  public static HttpCaller post(URI to, Map<String, String> headers, String json, int window)
      throws IOException {
    var all = new TreeMap<>(headers);
    all.put("content-type", "application/json");
    return send("POST", to, all, json, window);
  }

  /** Asks for a resource; does not wait for the answer. */
  public static HttpCaller get(URI from, Map<String, String> headers) throws IOException {
    return send("GET", from, headers, "", 0);
  }

  private static HttpCaller send(
      String method, URI to, Map<String, String> headers, String body, int window)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder(method + " " + to.getRawPath() + " HTTP/1.1\r\n");
    head.append("host: ").append(to.getAuthority()).append("\r\n");
    head.append("connection: close\r\ncontent-length: ").append(bytes.length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    var caller = new HttpCaller(connect(to, window));
    var out = new ByteArrayOutputStream();
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(bytes);
    caller.socket.getOutputStream().write(out.toByteArray());
    return caller;
  }

  private static Socket connect(URI to, int window) throws IOException {
    var socket = new Socket();
    if (window > 0) {
      socket.setReceiveBufferSize(window);
    }
    socket.connect(new InetSocketAddress(to.getHost(), to.getPort()));
    return socket;
  }

  /** The status; waits for it. */
  public int status() throws IOException {
    if (status == 0) {
      head();
    }
    return status;
  }

  /** A header of the answer; waits for it. */
  public @Nullable String header(String name) throws IOException {
    status();
    return headers.get(name);
  }

  private void head() throws IOException {
    String[] words = headLine().split(" ");
    for (String line = headLine(); !line.isEmpty(); line = headLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    status = Integer.parseInt(words[1]);
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      nextChunk();
    } else {
      left = Long.parseLong(headers.getOrDefault("content-length", "0"));
    }
  }

  private String headLine() throws IOException {
    var line = new StringBuilder();
    for (int b = byteOrCut(); b != '\n'; b = byteOrCut()) {
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  private int byteOrCut() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the answer is cut");
    }
    return b;
  }

  private void nextChunk() throws IOException {
    left = Long.parseLong(headLine(), 16);
    betweenChunks = left > 0;
    if (left == 0) {
      headLine();
    }
  }

  /** The next byte of the body; -1: it is whole. */
  private int next() throws IOException {
    if (left == 0 && betweenChunks) {
      // Not before it is asked for: the next chunk may be long in coming.
      headLine();
      nextChunk();
    }
    if (left == 0) {
      return -1;
    }
    left--;
    return byteOrCut();
  }

  /** The next line of the body, without its end; null: the body is whole. */
  public @Nullable String line() throws IOException {
    status();
    var line = new ByteArrayOutputStream();
    int b = next();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = next()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** The rest of the body. */
  public String body() throws IOException {
    var body = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      body.append(line).append('\n');
    }
    return body.toString();
  }

  /** Leaves, whatever is still to come. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
