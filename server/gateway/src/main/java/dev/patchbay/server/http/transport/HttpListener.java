package dev.patchbay.server.http.transport;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An open HTTP listener. Thread-safe; not to be called on an event loop. */
public final class HttpListener {
  private static final int SEND_BUFFER = 64 * 1024;

  private final Channel channel;
  private final Map<Loop, Connections> connections;
  private final CountDownLatch ended;

  private HttpListener(Channel channel, Map<Loop, Connections> connections) {
    this.channel = channel;
    this.connections = connections;
    ended = new CountDownLatch(connections.size());
  }

  /**
   * Opens a listener. Blocks.
   *
   * @param tls null: clear text
   */
  public static HttpListener open(
      LoopGroup loops,
      InetSocketAddress address,
      Limits limits,
      @Nullable SslContext tls,
      Service service)
      throws IOException {
    var connections = new HashMap<Loop, Connections>();
    loops.loops().forEach(loop -> connections.put(loop, new Connections(loop)));
    var setup = new ConnectionSetup(service, limits, Map.copyOf(connections), tls);
    // Small reads and a small send buffer: what a slow caller may hold is bounded by them.
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.netty())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 65536))
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(16 * 1024, 32 * 1024))
            .childHandler(setup)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause());
    }
    connections.forEach((loop, here) -> loop.execute(() -> loop.add(here)));
    return new HttpListener(bound.channel(), connections);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Takes no new connections, and no new requests on those that are open. Once. */
  public void drain() {
    channel.close().awaitUninterruptibly();
    connections.forEach((loop, here) -> loop.execute(() -> here.drain(ended::countDown)));
  }

  /** Waits until all connections have ended after {@link #drain}; false: not all in time. */
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends everything at once. */
  public void close() {
    channel.close().awaitUninterruptibly();
    connections.forEach((loop, here) ->
        loop.execute(() -> {
          loop.remove(here);
          here.close();
        }));
  }
}
