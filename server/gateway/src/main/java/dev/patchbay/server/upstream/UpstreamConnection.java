package dev.patchbay.server.upstream;

import dev.patchbay.server.upstream.ResponseListener.Failure;
import dev.patchbay.spi.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection: the last handler of its pipeline. Serves one exchange at a time and goes
 * back to the pool when the response has ended and may be followed by another.
 *
 * <p>Readiness of the reader is asked after every piece, not when the reads are done: Netty reads
 * up to sixteen times before it says so, which would be a megabyte late.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  private final UpstreamPool pool;
  private final Upstream upstream;
  private final Channel channel;
  private @Nullable UpstreamExchange exchange;
  private boolean reused;
  private boolean headSeen;
  private boolean interim;
  private boolean keepAlive;
  private boolean requestWritten;
  private long idleSince;

  UpstreamConnection(UpstreamPool pool, Upstream upstream, Channel channel) {
    this.pool = pool;
    this.upstream = upstream;
    this.channel = channel;
  }

  Upstream upstream() {
    return upstream;
  }

  long idleSince() {
    return idleSince;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  void close() {
    exchange = null;
    channel.close();
  }

  void resume() {
    channel.config().setAutoRead(true);
  }

  void send(UpstreamExchange next, FullHttpRequest request) {
    exchange = next;
    headSeen = false;
    interim = false;
    requestWritten = false;
    channel
        .writeAndFlush(request)
        .addListener(written -> {
          requestWritten = true;
          if (!written.isSuccess()) {
            breakOff(Failure.RESET, written.cause());
          }
        });
  }

  /** Ready for the pool. */
  void rest(long now) {
    exchange = null;
    reused = true;
    idleSince = now;
    channel.config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (exchange == null) {
        // Nothing was asked: whatever this is, the connection can't be trusted.
        channel.close();
      } else if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
        breakOff(Failure.PROTOCOL, object.decoderResult().cause());
      } else {
        read(exchange, message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(UpstreamExchange current, Object message) {
    if (message instanceof HttpResponse response) {
      head(current, response);
    }
    if (message instanceof HttpContent content && !interim) {
      body(current, content.content());
    }
    if (message instanceof LastHttpContent && exchange == current) {
      if (interim) {
        interim = false;
      } else {
        finish(current);
      }
    }
  }

  private void head(UpstreamExchange current, HttpResponse response) {
    int status = response.status().code();
    if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      breakOff(
          Failure.PROTOCOL,
          new IOException("it switches to another protocol, which was not asked for"));
      return;
    }
    interim = status < 200;
    if (interim) {
      return;
    }
    headSeen = true;
    keepAlive = HttpUtil.isKeepAlive(response);
    ResponseListener listener = current.listener();
    if (listener != null) {
      listener.head(new Head(status, response.headers()));
    }
  }

  private void body(UpstreamExchange current, ByteBuf content) {
    byte[] scratch = pool.loop().scratch();
    while (content.isReadable()) {
      ResponseListener listener = current.listener();
      if (listener == null) {
        return;
      }
      int n = Math.min(content.readableBytes(), scratch.length);
      content.readBytes(scratch, 0, n);
      listener.bytes(scratch, 0, n);
    }
    ResponseListener listener = current.listener();
    if (listener != null && !listener.wantsMore()) {
      channel.config().setAutoRead(false);
    }
  }

  private void finish(UpstreamExchange current) {
    exchange = null;
    if (keepAlive && requestWritten && channel.isActive()) {
      pool.put(this);
    } else {
      channel.close();
    }
    current.ended(true);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    ResponseListener listener = exchange == null ? null : exchange.listener();
    if (listener != null) {
      listener.readsDone();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pool.forget(this);
    UpstreamExchange current = exchange;
    if (current == null) {
      return;
    }
    if (headSeen) {
      exchange = null;
      current.ended(false);
    } else {
      breakOff(
          Failure.RESET, new IOException(upstream + " closed the connection before it answered"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (headSeen || exchange == null) {
      // channelInactive tells the exchange.
      channel.close();
    } else {
      breakOff(Failure.RESET, cause);
    }
  }

  private void breakOff(Failure failure, Throwable cause) {
    UpstreamExchange current = exchange;
    exchange = null;
    channel.close();
    if (current == null) {
      return;
    }
    if (headSeen) {
      current.ended(false);
    } else {
      current.broken(reused, failure, cause);
    }
  }

  private record Head(int status, HttpHeaders headers) implements ResponseHead {
    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
