package dev.patchbay.server.upstream;

import dev.patchbay.server.loop.Loop;
import dev.patchbay.server.loop.LoopGroup;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
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

  private final Bootstrap direct;
  private final Bootstrap tunnelled;

  UpstreamConnector(LoopGroup loops) {
    direct =
        new Bootstrap()
            .channel(loops.clientChannel())
            .resolver(new OffLoopResolverGroup())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .option(ChannelOption.TCP_NODELAY, true);
    // The proxy's own name is resolved by its handler; the target's is the proxy's to resolve.
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
    return upstream.tls() == null ? connected : afterHandshake(connected);
  }

  private static void fill(Channel channel, Upstream upstream, ChannelHandler last) {
    ChannelPipeline pipeline = channel.pipeline();
    InetSocketAddress proxy = upstream.proxy();
    if (proxy != null) {
      pipeline.addLast(new HttpProxyHandler(resolved(proxy)));
    }
    SslContext tls = upstream.tls();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc(), upstream.host(), upstream.port()));
    }
    pipeline.addLast(new HttpClientCodec(RESPONSES, false, false), last);
  }

  private static InetSocketAddress resolved(InetSocketAddress proxy) {
    return proxy;
  }

  private static ChannelFuture afterHandshake(ChannelFuture connected) {
    Channel channel = connected.channel();
    ChannelPromise ready = channel.newPromise();
    connected.addListener(done -> {
      @Nullable SslHandler handler = channel.pipeline().get(SslHandler.class);
      if (!done.isSuccess()) {
        ready.setFailure(done.cause());
      } else if (handler == null) {
        ready.setFailure(new IllegalStateException("no TLS in the pipeline"));
      } else {
        handler
            .handshakeFuture()
            .addListener(shaken -> {
              if (shaken.isSuccess()) {
                ready.setSuccess();
              } else {
                channel.close();
                ready.setFailure(shaken.cause());
              }
            });
      }
    });
    return ready;
  }
}
