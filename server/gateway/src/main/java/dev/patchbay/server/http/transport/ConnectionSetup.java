package dev.patchbay.server.http.transport;

import dev.patchbay.server.http.transport.Connections.Member;
import dev.patchbay.server.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the pipeline of each connection: TLS or none, then HTTP/1 or HTTP/2. */
final class ConnectionSetup extends ChannelInitializer<Channel> {
  private static final int WINDOW = 256 * 1024;
  private static final int RESETS_PER_WINDOW = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  private final Service service;
  private final Limits limits;
  private final Map<Loop, Connections> connections;
  private final @Nullable SslContext tls;

  /**
   * @param tls null: clear text
   */
  ConnectionSetup(
      Service service,
      Limits limits,
      Map<Loop, Connections> connections,
      @Nullable SslContext tls) {
    this.service = service;
    this.limits = limits;
    this.connections = connections;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (tls == null) {
      channel.pipeline().addLast(new Detection());
    } else {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Negotiated());
    }
  }

  private static boolean isLocal(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        && remote.getAddress().isLoopbackAddress();
  }

  private Connections connections() {
    return Objects.requireNonNull(connections.get(Loop.current()));
  }

  private void http1(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    Connections here = connections();
    var encoder = new HttpResponseEncoder();
    var first = new FirstBytes();
    pipeline.addLast(first, new StrictRequestDecoder(limits), encoder);
    var connection =
        new Http1Connection(
            here, service, limits, isLocal(channel), pipeline.context(encoder), channel);
    first.connection = connection;
    pipeline.addLast(connection);
    here.add(connection);
  }

  private void http2(ChannelPipeline pipeline) {
    var settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(limits.streams())
            .initialWindowSize(WINDOW)
            .maxHeaderListSize(limits.headers());
    Connections here = connections();
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer()
            .initialSettings(settings)
            .validateHeaders(true)
            .decoderEnforceMaxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS)
            .gracefulShutdownTimeoutMillis(-1)
            .build());
    Channel channel = pipeline.channel();
    var connection = new Http2Connection(here, limits, channel);
    pipeline.addLast(new Http2MultiplexHandler(new Streams(here, connection, isLocal(channel))));
    pipeline.addLast(connection);
    here.add(connection);
  }

  /** Tells the connection that something has come, before the decoder has a whole head. */
  private static final class FirstBytes extends ChannelInboundHandlerAdapter {
    private @Nullable Http1Connection connection;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (connection != null) {
        connection.bytesCame();
      }
      context.fireChannelRead(message);
    }
  }

  /** Sets up each stream of an HTTP/2 connection. */
  private final class Streams extends ChannelInitializer<Channel> {
    private final Connections here;
    private final Http2Connection connection;
    private final boolean local;

    Streams(Connections here, Http2Connection connection, boolean local) {
      this.here = here;
      this.connection = connection;
      this.local = local;
    }

    @Override
    protected void initChannel(Channel stream) {
      var requests = new Http2Stream(here, service, limits, local, stream);
      stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), requests);
      here.add(requests);
      connection.streamOpened();
      stream.closeFuture().addListener(closed -> connection.streamClosed());
    }
  }

  /** Tells HTTP/2 with prior knowledge from HTTP/1 by the first bytes (RFC 9113, 3.4). */
  private final class Detection extends ByteToMessageDecoder implements Member {
    private final ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
    private @Nullable Channel channel;
    private long since;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      Connections here = connections();
      since = here.loop().now();
      channel = context.channel();
      here.add(this);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      int compared = Math.min(in.readableBytes(), preface.readableBytes());
      boolean same =
          ByteBufUtil.equals(preface, preface.readerIndex(), in, in.readerIndex(), compared);
      if (same && compared < preface.readableBytes()) {
        return;
      }
      connections().remove(this);
      if (same) {
        http2(context.pipeline());
      } else {
        http1(context.pipeline());
      }
      context.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      connections().remove(this);
      super.channelInactive(context);
    }

    @Override
    public void check(long now) {
      if (now - since > limits.idle().toNanos()) {
        close();
      }
    }

    @Override
    public void drain() {
      close();
    }

    @Override
    public void close() {
      if (channel != null) {
        channel.close();
      }
    }
  }

  /** What the TLS handshake has settled on. */
  private final class Negotiated extends ApplicationProtocolNegotiationHandler {
    Negotiated() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        http2(context.pipeline());
      } else {
        http1(context.pipeline());
      }
    }
  }
}
