package dev.patchbay.dist.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One request and what a script answers to it. */
public final class Conversation {
  private final UpstreamSocket socket;
  private final HttpRequestText request;

  Conversation(UpstreamSocket socket, HttpRequestText request) {
    this.socket = socket;
    this.request = request;
  }

  public HttpRequestText request() {
    return request;
  }

  public UpstreamSocket socket() {
    return socket;
  }

  public Conversation raw(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  public Conversation raw(byte[] bytes) throws IOException {
    socket.write(bytes);
    return this;
  }

  /** A head with status 200 that announces chunks of events. */
  public Conversation head() throws IOException {
    return raw(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
  }

  /** One chunk of the transfer coding. */
  public Conversation chunk(String text) throws IOException {
    return chunk(text.getBytes(StandardCharsets.UTF_8));
  }

  public Conversation chunk(byte[] bytes) throws IOException {
    raw(Integer.toHexString(bytes.length) + "\r\n");
    raw(bytes);
    return raw("\r\n");
  }

  /** The last chunk. */
  public Conversation end() throws IOException {
    return raw("0\r\n\r\n");
  }

  /** A whole stream, each event in a chunk of its own. */
  public Conversation stream(String... events) throws IOException {
    head();
    for (String event : events) {
      chunk(event);
    }
    return end();
  }

  /** A whole answer with a body of JSON. */
  public Conversation json(int status, String body, String... headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + status + " Told\r\ncontent-type: application/json");
    for (String header : headers) {
      head.append("\r\n").append(header);
    }
    raw(head.append("\r\ncontent-length: ").append(bytes.length).append("\r\n\r\n").toString());
    return raw(bytes);
  }

  /** Writes the same again and again, until the condition holds or the peer closes. */
  public Conversation flood(byte[] bytes, BooleanSupplier enough) throws IOException {
    while (!enough.getAsBoolean()) {
      raw(bytes);
    }
    return this;
  }

  /** Sends the same chunk again and again, 20 ms apart, until the peer closes. */
  public void tick(String text) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    do {
      chunk(text);
    } while (!never.await(20, TimeUnit.MILLISECONDS));
  }

  /** Says nothing for a while. */
  public Conversation pause(Duration time) throws InterruptedException {
    var never = new CountDownLatch(1);
    var ignored = never.await(time.toNanos(), TimeUnit.NANOSECONDS);
    return this;
  }

  public Conversation await(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return this;
  }

  /** Does nothing more. */
  public void awaitPeerClosed() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  public void close() {
    socket.close();
  }

  public void reset() throws IOException {
    socket.reset();
  }
}
