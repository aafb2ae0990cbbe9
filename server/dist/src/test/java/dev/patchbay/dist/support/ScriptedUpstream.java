package dev.patchbay.dist.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A provider's service on plain sockets: answers each request by the next script. */
public final class ScriptedUpstream implements AutoCloseable {
  /** What happens after one request. Ends early, by exception, when the peer closes. */
  @FunctionalInterface
  public interface Script {
    void play(Conversation to) throws IOException, InterruptedException;
  }

  /** Never answers. */
  public static final Script SILENCE = to -> to.awaitPeerClosed();

  private static final int SEND_BUFFER = 64 * 1024;

  private final ServerSocket listener;
  private final String scheme;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<UpstreamSocket> sockets = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Conversation> arrived = new LinkedBlockingQueue<>();

  private ScriptedUpstream(ServerSocketFactory factory, String scheme) throws IOException {
    this.scheme = scheme;
    listener = factory.createServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("upstream accepts").start(this::accept);
  }

  /**
   * @param scripts for the requests in the order in which they come; the last one for all further
   */
  public static ScriptedUpstream answering(Script... scripts) throws IOException {
    return start(ServerSocketFactory.getDefault(), "http", scripts);
  }

  public static ScriptedUpstream encrypted(SSLContext tls, Script... scripts) throws IOException {
    return start(tls.getServerSocketFactory(), "https", scripts);
  }

  private static ScriptedUpstream start(
      ServerSocketFactory factory, String scheme, Script... scripts) throws IOException {
    var upstream = new ScriptedUpstream(factory, scheme);
    upstream.scripts.addAll(List.of(scripts));
    return upstream;
  }

  /**
   * Has other scripts answer from now on, and forgets which requests came.
   *
   * @param next for the requests in the order in which they come; the last one for all further
   */
  public void answers(Script... next) {
    synchronized (scripts) {
      scripts.clear();
      scripts.addAll(List.of(next));
    }
    arrived.clear();
  }

  /** The base URL for an endpoint of provider openai. */
  public String baseUrl() {
    return scheme + "://127.0.0.1:" + port() + "/v1";
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections were accepted. */
  public int connections() {
    return sockets.size();
  }

  /** A connection, in the order of arrival; waits for it. */
  public UpstreamSocket socket(int index) {
    Await.until("connection " + index, () -> sockets.size() > index);
    return sockets.get(index);
  }

  /** The next request that came; waits for it. */
  public Conversation next() throws InterruptedException {
    Conversation next = arrived.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came within 10 s");
    }
    return next;
  }

  /** How many requests came that {@link #next} has not given. */
  public int arrived() {
    return arrived.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setSendBufferSize(SEND_BUFFER);
        socket.setTcpNoDelay(true);
        var serving = new UpstreamSocket(socket, this::answer);
        sockets.add(serving);
        serving.start();
      }
    } catch (IOException closed) {
      sockets.forEach(UpstreamSocket::close);
    }
  }

  private void answer(Conversation conversation) throws IOException, InterruptedException {
    Script script;
    synchronized (scripts) {
      script = scripts.size() > 1 ? scripts.removeFirst() : scripts.getFirst();
    }
    arrived.add(conversation);
    script.play(conversation);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(UpstreamSocket::close);
  }
}
