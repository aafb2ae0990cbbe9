package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: name, proxy tunnel, TLS with the host's name checked. How long that may take
 * is the caller's business, who cancels the exchange.
 */
final class UpstreamConnector {
  /** Only a last resort, since calls have a limit of their own. */
  private static final int CONNECT_MILLIS = 60_000;

  /** Small reads, so that a slow reader stops us early; see {@link UpstreamConnection}. */
  private static final AdaptiveRecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(512, 2048, 16 * 1024);

  private static final int SEND_BUFFER = 64 * 1024;

  private static final HttpDecoderConfig RESPONSES =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(8 * 1024)
          .setMaxHeaderSize(64 * 1024)
          .setMaxChunkSize(64 * 1024)
          .setValidateHeaders(false);

  private final OffLoopResolverGroup names = new OffLoopResolverGroup();
  private final Bootstrap direct;
  private final Bootstrap tunnelled;

  UpstreamConnector(LoopGroup loops) {
    direct =
        new Bootstrap()
            .channel(loops.clientChannel())
            .resolver(names)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .option(ChannelOption.TCP_NODELAY, true);
    // The target's name is the proxy's to resolve.
    tunnelled = direct.clone().resolver(NoopAddressResolverGroup.INSTANCE);
  }

  /** Done when a request may be written: connected, tunnelled and encrypted as configured. */
  ChannelFuture connect(
      Loop loop, Upstream upstream, Function<Channel, ? extends ChannelHandler> last) {
    Bootstrap bootstrap = (upstream.proxy() == null ? direct : tunnelled).clone(loop.events());
    bootstrap.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            fill(channel, upstream, last.apply(channel));
          }
        });
    ChannelFuture connected =
        bootstrap.connect(InetSocketAddress.createUnresolved(upstream.host(), upstream.port()));
    Channel channel = connected.channel();
    ChannelPromise ready = channel.newPromise();
    then(
        connected,
        ready,
        () ->
            then(tunnel(channel), ready, () -> then(handshake(channel), ready, ready::trySuccess)));
    return ready;
  }

  private void fill(Channel channel, Upstream upstream, ChannelHandler last) {
    ChannelPipeline pipeline = channel.pipeline();
    InetSocketAddress proxy = upstream.proxy();
    if (proxy != null) {
      pipeline.addLast(new ResolvingConnect(), new HttpProxyHandler(proxy));
    }
    SslContext tls = upstream.tls();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc(), upstream.host(), upstream.port()));
    }
    pipeline.addLast(new HttpClientCodec(RESPONSES, false, false), last);
  }

  private static void then(Future<?> step, ChannelPromise ready, Runnable next) {
    step.addListener(done -> {
      if (done.isSuccess()) {
        next.run();
      } else {
        ready.channel().close();
        ready.tryFailure(done.cause());
      }
    });
  }

  /** Connected to a proxy is not yet tunnelled. */
  private static Future<?> tunnel(Channel channel) {
    @Nullable HttpProxyHandler handler = channel.pipeline().get(HttpProxyHandler.class);
    return handler == null ? channel.newSucceededFuture() : handler.connectFuture();
  }

  private static Future<?> handshake(Channel channel) {
    @Nullable SslHandler handler = channel.pipeline().get(SslHandler.class);
    return handler == null ? channel.newSucceededFuture() : handler.handshakeFuture();
  }

  /** Resolves the proxy's name, which its handler passes on as it was configured. */
  private final class ResolvingConnect extends ChannelOutboundHandlerAdapter {
    @Override
    public void connect(
        ChannelHandlerContext context,
        SocketAddress remote,
        @Nullable SocketAddress local,
        ChannelPromise promise) {
      names
          .getResolver(context.executor())
          .resolve(remote)
          .addListener(done -> {
            if (done.isSuccess()) {
              context.connect((SocketAddress) done.getNow(), local, promise);
            } else {
              promise.tryFailure(done.cause());
            }
          });
    }
  }
}
