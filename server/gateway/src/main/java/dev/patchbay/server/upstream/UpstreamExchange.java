package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.upstream.ResponseListener.Failure;
import dev.patchbay.spi.Outbound;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.concurrent.Future;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. Lives on one loop and is touched by its thread alone.
 *
 * <p>A connection out of the pool may have been closed by the other side while it lay there. Such
 * an exchange starts once more, on a fresh connection, if it closed before any byte of a response.
 * That a service read the request and then closed without a word looks the same: it is asked twice.
 */
public final class UpstreamExchange {
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final UpstreamPool pool;
  private final Upstream upstream;
  private final Outbound request;
  private final InstantSource time;
  private @Nullable ResponseListener listener;
  private @Nullable Future<UpstreamConnection> connecting;
  private @Nullable UpstreamConnection connection;
  private Loop.@Nullable Timer drainLimit;
  private boolean connected;

  UpstreamExchange(
      UpstreamPool pool,
      Upstream upstream,
      Outbound request,
      InstantSource time,
      ResponseListener listener) {
    this.pool = pool;
    this.upstream = upstream;
    this.request = request;
    this.time = time;
    this.listener = listener;
  }

  Loop loop() {
    return pool.loop();
  }

  /** Takes a connection out of the pool, or opens one. */
  void start() {
    UpstreamConnection idle = pool.take(upstream);
    if (idle != null) {
      begin(idle);
    } else {
      connect();
    }
  }

  /** Whether there is a connection: before, the connect limit counts. */
  public boolean isConnected() {
    return connected;
  }

  /** Stops at once: closes the connection. Nothing more is heard. */
  public void cancel() {
    listener = null;
    if (connecting != null) {
      connecting.cancel(false);
      connecting = null;
    }
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /**
   * Hears nothing more, but lets the rest of the response come for a moment, so that the connection
   * can be used again.
   */
  public void drain() {
    listener = null;
    if (connection != null) {
      connection.resume();
      drainLimit = loop().after(DRAIN_NANOS, this::cancel);
    }
  }

  /** Reads on after {@link ResponseListener#wantsMore} said no. */
  public void resume() {
    if (connection != null) {
      connection.resume();
    }
  }

  private void connect() {
    connecting = pool.connect(upstream);
    connecting.addListener(this::whenConnected);
  }

  private void whenConnected(Future<? super UpstreamConnection> future) {
    connecting = null;
    if (!future.isSuccess()) {
      fail(Failure.CONNECT, future.cause());
    } else if (listener == null) {
      pool.put((UpstreamConnection) future.getNow());
    } else {
      begin((UpstreamConnection) future.getNow());
    }
  }

  private void begin(UpstreamConnection conn) {
    connected = true;
    connection = conn;
    RequestSigning.sign(
        request, time.instant(), loop(), headers -> write(conn, headers), this::failSigning);
  }

  private void write(UpstreamConnection conn, RequestSigning.Headers signature) {
    if (connection != conn) {
      return;
    }
    FullHttpRequest encoded;
    try {
      encoded = RequestEncoding.of(upstream, request, signature);
    } catch (RuntimeException e) {
      giveUp(Failure.REQUEST, e);
      return;
    }
    conn.send(this, encoded);
  }

  private void failSigning(Throwable cause) {
    giveUp(Failure.SIGN, cause);
  }

  /** Nothing was sent: the connection is as good as new. */
  private void giveUp(Failure failure, Throwable cause) {
    UpstreamConnection unused = connection;
    connection = null;
    if (unused != null) {
      pool.put(unused);
    }
    fail(failure, cause);
  }

  @Nullable ResponseListener listener() {
    return listener;
  }

  void ended(boolean whole) {
    leave();
    ResponseListener ending = listener;
    listener = null;
    if (ending != null) {
      ending.ended(whole);
    }
  }

  /** The connection broke before a response. */
  void broken(boolean reused, Failure failure, Throwable cause) {
    leave();
    if (reused && failure == Failure.RESET && listener != null) {
      connected = false;
      connect();
    } else {
      fail(failure, cause);
    }
  }

  private void leave() {
    connection = null;
    if (drainLimit != null) {
      drainLimit.cancel();
    }
  }

  private void fail(Failure failure, Throwable cause) {
    ResponseListener failing = listener;
    listener = null;
    if (failing != null) {
      failing.failed(failure, cause);
    }
  }
}
