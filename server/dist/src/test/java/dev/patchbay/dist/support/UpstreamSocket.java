package dev.patchbay.dist.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's side of one connection. One thread reads, so that a close by the peer is seen at
 * once whatever the script does; another plays the scripts.
 */
public final class UpstreamSocket {
  private final Socket socket;
  private final ScriptedUpstream.Script script;
  private final BlockingQueue<HttpRequestText> requests = new LinkedBlockingQueue<>();
  private final CompletableFuture<Long> peerClosed = new CompletableFuture<>();
  private final AtomicLong written = new AtomicLong();
  private volatile boolean closing;
  private final Thread reader = Thread.ofVirtual().name("upstream reads").unstarted(this::read);
  private final Thread player = Thread.ofVirtual().name("upstream plays").unstarted(this::play);

  UpstreamSocket(Socket socket, ScriptedUpstream.Script script) {
    this.socket = socket;
    this.script = script;
  }

  void start() {
    reader.start();
    player.start();
  }

  /** When the peer closed, as {@link System#nanoTime}; waits for it. */
  public long peerClosedAt() {
    try {
      return peerClosed.get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the peer did not close the connection within 10 s", e);
    }
  }

  public boolean isPeerClosed() {
    return peerClosed.isDone();
  }

  /** How many bytes the system took. */
  public long written() {
    return written.get();
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    written.addAndGet(bytes.length);
  }

  /** Closes in order. */
  public void close() {
    closing = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a reset. */
  void reset() throws IOException {
    closing = true;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void read() {
    try {
      for (HttpRequestText request = next(); request != null; request = next()) {
        requests.add(request);
      }
    } catch (IOException reset) {
      // As good as closed.
    } finally {
      ended();
      player.interrupt();
    }
  }

  private void ended() {
    if (!closing) {
      peerClosed.complete(System.nanoTime());
    }
  }

  private @Nullable HttpRequestText next() throws IOException {
    return HttpRequestText.read(socket.getInputStream());
  }

  private void play() {
    try (socket) {
      while (true) {
        script.play(new Conversation(this, requests.take()));
      }
    } catch (IOException | InterruptedException gone) {
      // The script ends with its connection.
      ended();
    }
  }
}
