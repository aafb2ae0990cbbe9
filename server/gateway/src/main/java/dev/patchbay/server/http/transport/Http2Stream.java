package dev.patchbay.server.http.transport;

import dev.patchbay.server.http.transport.Connections.Member;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on an HTTP/2 connection: the last handler of its stream's pipeline. */
final class Http2Stream extends ChannelInboundHandlerAdapter implements Wire, Member {
  private static final Logger log = LoggerFactory.getLogger(Http2Stream.class);

  private final Connections connections;
  private final Service service;
  private final Limits limits;
  private final boolean local;
  private final Channel channel;
  private final long since;
  private @Nullable Exchange exchange;
  private @Nullable Intake intake;
  private boolean begun;
  private boolean bodiless;

  /** When the last byte of the answer was written; 0: not yet. */
  private long answered;

  Http2Stream(
      Connections connections, Service service, Limits limits, boolean local, Channel channel) {
    this.connections = connections;
    this.service = service;
    this.limits = limits;
    this.local = local;
    this.channel = channel;
    since = connections.loop().now();
  }

  @Override
  public void channelRead(ChannelHandlerContext ignored, Object message) {
    try {
      if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
        refuse(400, "it can't be read");
        return;
      }
      if (message instanceof HttpRequest request) {
        begin(request);
      }
      if (message instanceof HttpContent content) {
        content(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void content(HttpContent content) {
    if (!begun) {
      // A head without a method, which the codec takes for trailers: nobody would ever answer it.
      reset(Http2Error.PROTOCOL_ERROR);
    } else if (intake != null) {
      body(intake, content);
    }
  }

  private void begin(HttpRequest request) {
    begun = true;
    if (!request.headers().contains(ExtensionHeaderNames.SCHEME.text())) {
      // Malformed (RFC 9113, 8.3.1); of a missing path the codec tells.
      reset(Http2Error.PROTOCOL_ERROR);
      return;
    }
    if (!request.uri().startsWith("/")) {
      refuse(400, "the path must begin with /");
      return;
    }
    bodiless = request.method().equals(HttpMethod.HEAD);
    var next =
        new Exchange(
            connections.loop(),
            this,
            request.method().name(),
            request.uri(),
            request.headers(),
            local);
    exchange = next;
    var taking = new Intake(next, limits, request);
    intake = taking;
    if (taking.isTooLong()) {
      refuse(413, tooLong());
      return;
    }
    taking.head(service);
    if (taking.isContinueDue()) {
      channel.writeAndFlush(Responses.goOn());
    }
  }

  private String tooLong() {
    return "the body has more than " + limits.body() + " bytes";
  }

  private void body(Intake taking, HttpContent content) {
    if (!taking.content(content.content())) {
      refuse(413, tooLong());
    } else if (content instanceof LastHttpContent) {
      intake = null;
      taking.end();
    }
  }

  private void refuse(int status, String why) {
    Exchange current = exchange;
    exchange = null;
    intake = null;
    if (current != null && !current.isOver()) {
      current.tellGone();
      whole(service.refused(status, why));
    } else if (current == null) {
      whole(service.refused(status, why));
    }
  }

  @Override
  public void whole(Reply reply) {
    answered = connections.loop().now();
    FullHttpResponse response = Responses.whole(reply, bodiless);
    channel.writeAndFlush(response).addListener((ChannelFutureListener) sent -> finished());
  }

  /** A body that still comes is not wanted. */
  private void finished() {
    exchange = null;
    if (intake != null) {
      intake = null;
      reset(Http2Error.NO_ERROR);
    }
  }

  private void reset(Http2Error error) {
    channel
        .writeAndFlush(new DefaultHttp2ResetFrame(error))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void head(List<String> headers) {
    HttpResponse response = Responses.head(headers);
    channel.write(response, channel.voidPromise());
  }

  @Override
  public ByteBuf buffer() {
    return channel.alloc().buffer(512);
  }

  @Override
  public int filled(ByteBuf buffer) {
    return buffer.readableBytes();
  }

  @Override
  public void piece(ByteBuf buffer) {
    channel.writeAndFlush(new DefaultHttpContent(buffer), channel.voidPromise());
  }

  @Override
  public void end() {
    answered = connections.loop().now();
    exchange = null;
    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
  }

  @Override
  public void abort() {
    exchange = null;
    reset(Http2Error.INTERNAL_ERROR);
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ignored) {
    Exchange current = exchange;
    if (current != null && isWritable()) {
      current.tellReady();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    connections.remove(this);
    intake = null;
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.tellGone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
    log.debug("an HTTP/2 stream is reset: {}", cause.toString());
    // The codec tells of its own errors before it acts on them.
    if (!(cause instanceof Http2Exception)) {
      boolean malformed = cause instanceof DecoderException;
      reset(malformed ? Http2Error.PROTOCOL_ERROR : Http2Error.INTERNAL_ERROR);
    }
  }

  @Override
  public void check(long now) {
    if (answered != 0 && now - answered > limits.reading().toNanos()) {
      // The caller does not read its answer.
      channel.close();
      return;
    }
    if (intake != null && now - since > limits.request().toNanos()) {
      refuse(
          408,
          "the body of the request did not come within " + limits.request().toSeconds() + " s");
    }
  }

  /** The connection takes no further streams; this one may end. */
  @Override
  public void drain() {}

  @Override
  public void close() {
    channel.close();
  }
}
