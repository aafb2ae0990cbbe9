package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One loop's idle connections: last in, first out, so that what is not needed grows old and is
 * closed.
 */
final class UpstreamPool implements Loop.Ticking {
  /** Shorter than what services commonly allow, so that we close first. */
  private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MAX_IDLE_PER_UPSTREAM = 256;

  private final Loop loop;
  private final UpstreamConnector connector;
  private final Map<Upstream, Deque<UpstreamConnection>> idle = new IdentityHashMap<>();

  UpstreamPool(Loop loop, UpstreamConnector connector) {
    this.loop = loop;
    this.connector = connector;
  }

  Loop loop() {
    return loop;
  }

  @Nullable UpstreamConnection take(Upstream upstream) {
    Deque<UpstreamConnection> waiting = idle.get(upstream);
    if (waiting == null) {
      return null;
    }
    for (UpstreamConnection connection = waiting.pollLast();
        connection != null;
        connection = waiting.pollLast()) {
      if (connection.isOpen()) {
        return connection;
      }
    }
    return null;
  }

  void put(UpstreamConnection connection) {
    Deque<UpstreamConnection> waiting =
        idle.computeIfAbsent(connection.upstream(), u -> new ArrayDeque<>());
    if (waiting.size() >= MAX_IDLE_PER_UPSTREAM) {
      connection.close();
    } else {
      connection.rest(loop.now());
      waiting.addLast(connection);
    }
  }

  void forget(UpstreamConnection connection) {
    Deque<UpstreamConnection> waiting = idle.get(connection.upstream());
    if (waiting != null) {
      waiting.remove(connection);
    }
  }

  /** Opens a connection; cancelling the future closes what is open of it. */
  Future<UpstreamConnection> connect(Upstream upstream) {
    Promise<UpstreamConnection> promise = loop.events().newPromise();
    ChannelFuture opening =
        connector.connect(
            loop, upstream, channel -> new UpstreamConnection(this, upstream, channel));
    opening.addListener(done -> {
      if (done.isSuccess()) {
        promise.trySuccess(opening.channel().pipeline().get(UpstreamConnection.class));
      } else {
        promise.tryFailure(done.cause());
      }
    });
    promise.addListener(done -> {
      if (done.isCancelled()) {
        opening.channel().close();
      }
    });
    return promise;
  }

  /** Closes what waits for an endpoint that is gone. */
  void drop(Upstream upstream) {
    Deque<UpstreamConnection> waiting = idle.remove(upstream);
    if (waiting != null) {
      waiting.forEach(UpstreamConnection::close);
    }
  }

  @Override
  public void tick(long now) {
    for (Iterator<Deque<UpstreamConnection>> each = idle.values().iterator(); each.hasNext(); ) {
      Deque<UpstreamConnection> waiting = each.next();
      while (!waiting.isEmpty() && now - waiting.peekFirst().idleSince() > MAX_IDLE_NANOS) {
        waiting.pollFirst().close();
      }
      if (waiting.isEmpty()) {
        each.remove();
      }
    }
  }
}
