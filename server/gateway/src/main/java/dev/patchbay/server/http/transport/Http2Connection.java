package dev.patchbay.server.http.transport;

import dev.patchbay.server.http.transport.Connections.Member;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/2 connection: its limits and its end. The requests are its streams'. */
final class Http2Connection extends ChannelInboundHandlerAdapter implements Member {
  private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);

  private final Connections connections;
  private final Limits limits;
  private final Channel channel;
  private int streams;
  private long idleSince;

  Http2Connection(Connections connections, Limits limits, Channel channel) {
    this.connections = connections;
    this.limits = limits;
    this.channel = channel;
    idleSince = connections.loop().now();
  }

  void streamOpened() {
    streams++;
  }

  void streamClosed() {
    streams--;
    idleSince = connections.loop().now();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    connections.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
    if (!(cause instanceof IOException)) {
      log.debug("an HTTP/2 connection is closed: {}", cause.toString());
    }
    // The codec tells of its own errors before it acts on them: closing here would say NO_ERROR.
    if (!(cause instanceof Http2Exception)) {
      channel.close();
    }
  }

  @Override
  public void check(long now) {
    if (streams == 0 && now - idleSince > limits.idle().toNanos()) {
      channel.close();
    }
  }

  /** The codec says GOAWAY, lets the running streams end, and closes. */
  @Override
  public void drain() {
    channel.close();
  }

  @Override
  public void close() {
    channel.unsafe().closeForcibly();
  }
}
