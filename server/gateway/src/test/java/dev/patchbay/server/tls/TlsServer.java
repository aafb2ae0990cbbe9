package dev.patchbay.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.loop.LoopGroup;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Sends back what it gets, over TLS, as a door would take a context. */
final class TlsServer implements AutoCloseable {
  private final LoopGroup loops = new LoopGroup(1);
  private final Channel listener;

  private TlsServer(SslContext context) {
    listener =
        new ServerBootstrap()
            .group(loops.netty())
            .channel(loops.serverChannel())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(context.newHandler(channel.alloc()), new Echo());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  static TlsServer of(SslContext context) {
    return new TlsServer(context);
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.writeAndFlush(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /**
   * A connection after its handshake, by the JDK's own TLS; trusts anybody.
   *
   * @param version null: any
   * @param protocols what ALPN offers
   */
  SSLSocket connect(@Nullable String version, String... protocols)
      throws IOException, GeneralSecurityException {
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    var socket =
        (SSLSocket)
            client.getSocketFactory().createSocket(address().getAddress(), address().getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    if (version != null) {
      parameters.setProtocols(new String[] {version});
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  /** A handshake by BoringSSL, which knows versions that the JDK refuses by itself. */
  void handshakeOfNetty(String version) throws SSLException {
    SslContext client =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .protocols(version)
            .build();
    SslHandler handler = client.newHandler(ByteBufAllocator.DEFAULT, "127.0.0.1", 1);
    Channel channel =
        new Bootstrap()
            .group(loops.netty())
            .channel(loops.clientChannel())
            .handler(handler)
            .connect(address())
            .syncUninterruptibly()
            .channel();
    try {
      handler.handshakeFuture().awaitUninterruptibly(20_000);
      if (!handler.handshakeFuture().isSuccess()) {
        throw new SSLException("no handshake", handler.handshakeFuture().cause());
      }
    } finally {
      channel.close();
    }
  }

  static void assertEchoes(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(new byte[] {1, 2, 3});
    socket.getOutputStream().flush();
    assertThat(socket.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
  }

  @Override
  public void close() {
    listener.close();
    loops.close();
  }
}
