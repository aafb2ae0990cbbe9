package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.upstream.ResponseListener.Failure;
import dev.patchbay.spi.Outbound;
import io.netty.util.concurrent.Future;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. Lives on one loop and is touched by its thread alone.
 *
 * <p>A connection out of the pool may have been closed by the other side while it lay there. Such
 * an exchange starts once more on a fresh connection, as long as no byte of a response has come:
 * the service can't have read what it answered with a close.
 */
public final class UpstreamExchange {
  private static final long DRAIN_MILLIS = 1_000;

  private final UpstreamPool pool;
  private final Upstream upstream;
  private final Outbound request;
  private final InstantSource time;
  private @Nullable ResponseListener listener;
  private @Nullable Future<UpstreamConnection> connecting;
  private @Nullable UpstreamConnection connection;
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
      UpstreamConnection draining = connection;
      var ignored =
          loop()
              .events()
              .schedule(() -> closeIfStill(draining), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void closeIfStill(UpstreamConnection draining) {
    if (connection == draining) {
      cancel();
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
    if (request.signer() == null) {
      conn.send(this, RequestEncoding.of(upstream, request, null));
    } else {
      RequestSigning.sign(
          request, time.instant(), loop(), headers -> sendSigned(conn, headers), this::failSigning);
    }
  }

  private void sendSigned(UpstreamConnection conn, RequestSigning.Headers headers) {
    if (connection == conn) {
      conn.send(this, RequestEncoding.of(upstream, request, headers));
    }
  }

  private void failSigning(Throwable cause) {
    UpstreamConnection unused = connection;
    connection = null;
    if (unused != null) {
      pool.put(unused);
    }
    fail(Failure.SIGN, cause);
  }

  @Nullable ResponseListener listener() {
    return listener;
  }

  void ended(boolean whole) {
    connection = null;
    ResponseListener ending = listener;
    listener = null;
    if (ending != null) {
      ending.ended(whole);
    }
  }

  /** The connection broke before a response. */
  void broken(boolean reused, Failure failure, Throwable cause) {
    connection = null;
    if (reused && failure == Failure.RESET && listener != null) {
      connect();
    } else {
      fail(failure, cause);
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
