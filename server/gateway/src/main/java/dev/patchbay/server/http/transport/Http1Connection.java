package dev.patchbay.server.http.transport;

import dev.patchbay.server.http.transport.Connections.Member;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1 connection: the last handler of its pipeline. Requests that come before the one before
 * is answered wait, and when many wait no more is read.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter
    implements Http1Wire.Listener, Member {
  private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);
  private static final int MOST_WAITING = 64;
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What the connection waits for. */
  private enum Phase {
    /** A request. */
    IDLE,
    /** The rest of a head. */
    HEAD,
    /** The rest of a body. */
    BODY,
    /** The answer. */
    ANSWER,
    /** The other side to close: what still comes is thrown away. */
    CLOSING
  }

  private final Connections connections;
  private final Service service;
  private final Limits limits;
  private final boolean local;
  private final Queue<HttpObject> waiting = new ArrayDeque<>(2);
  private final ChannelHandlerContext encoder;
  private final Channel channel;
  private final SentBytes sent;
  private Phase phase = Phase.IDLE;
  private long since;
  private Http1Wire wire;
  private @Nullable Exchange exchange;
  private @Nullable Intake intake;
  private @Nullable Reply early;

  /**
   * @param encoder where chunks are written to, past the encoder
   */
  Http1Connection(
      Connections connections,
      Service service,
      Limits limits,
      boolean local,
      ChannelHandlerContext encoder,
      Channel channel) {
    this.connections = connections;
    this.service = service;
    this.limits = limits;
    this.local = local;
    this.encoder = encoder;
    this.channel = channel;
    sent = new SentBytes(channel);
    since = connections.loop().now();
    wire = new Http1Wire(channel, encoder, connections, this, true, false, true);
  }

  private void enter(Phase next) {
    phase = next;
    since = connections.loop().now();
  }

  /** Bytes have come, perhaps only the start of a head. */
  void bytesCame() {
    if (phase == Phase.IDLE) {
      enter(Phase.HEAD);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ignored, Object message) {
    var object = (HttpObject) message;
    // What came before is taken first, also in the moment after an answer.
    if (phase == Phase.ANSWER || !waiting.isEmpty()) {
      waiting.add(object);
      if (waiting.size() >= MOST_WAITING) {
        channel.config().setAutoRead(false);
      }
    } else {
      take(object);
    }
  }

  private void take(HttpObject object) {
    try {
      if (phase == Phase.CLOSING) {
        return;
      }
      if (object.decoderResult().isFailure()) {
        refuse(status(object.decoderResult().cause()), object.decoderResult().cause().getMessage());
        return;
      }
      if (object instanceof HttpRequest request) {
        begin(request);
      }
      if (object instanceof HttpContent content && intake != null && phase != Phase.CLOSING) {
        body(intake, content);
      }
    } finally {
      ReferenceCountUtil.release(object);
    }
  }

  private static int status(Throwable problem) {
    return switch (problem) {
      case TooLongHttpLineException line -> 414;
      case TooLongHttpHeaderException headers -> 431;
      default -> 400;
    };
  }

  private void begin(HttpRequest request) {
    String problem = HeadCheck.problem(request);
    if (problem != null) {
      refuse(400, problem);
      return;
    }
    enter(Phase.BODY);
    wire =
        new Http1Wire(
            channel,
            encoder,
            connections,
            this,
            !request.protocolVersion().equals(HttpVersion.HTTP_1_0),
            request.method().equals(HttpMethod.HEAD),
            HttpUtil.isKeepAlive(request) && !connections.isDraining());
    var next =
        new Exchange(
            connections.loop(),
            wire,
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
    } else if (taking.isBodyUncertain()) {
      sendEarly();
    }
  }

  private String tooLong() {
    return "the body has more than " + limits.body() + " bytes";
  }

  private void body(Intake taking, HttpContent content) {
    if (!taking.content(content.content())) {
      if (taking.isWanted()) {
        refuse(413, tooLong());
      } else {
        sendEarly();
      }
      return;
    }
    if (content instanceof LastHttpContent) {
      intake = null;
      enter(Phase.ANSWER);
      Reply reply = early;
      early = null;
      if (reply != null) {
        send(reply);
      } else {
        taking.end();
      }
    }
  }

  /** Answers before the body has come, which is not waited for. */
  private void sendEarly() {
    Reply reply = early;
    early = null;
    if (reply != null) {
      close(reply);
    }
  }

  /** Answers what is no request, and closes: where the next request would begin is not known. */
  private void refuse(int status, @Nullable String why) {
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.tellGone();
    }
    close(service.refused(status, why == null ? "it can't be read" : why));
  }

  private void close(Reply reply) {
    wire.last();
    wire.write(reply);
    closeAfterWriting();
  }

  /** Lets the other side read our last words: closing with unread data would destroy them. */
  private void closeAfterWriting() {
    intake = null;
    exchange = null;
    enter(Phase.CLOSING);
    encoder
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener((ChannelFutureListener) written -> shutDown(written.channel()));
  }

  private static void shutDown(Channel channel) {
    boolean secured = channel.pipeline().get(SslHandler.class) != null;
    if (!secured && channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    } else {
      channel.close();
    }
  }

  @Override
  public void whole(Reply reply) {
    if (phase == Phase.BODY) {
      early = reply;
    } else {
      send(reply);
    }
  }

  private void send(Reply reply) {
    wire.write(reply);
    finished();
  }

  @Override
  public void finished() {
    exchange = null;
    if (!wire.isKeptAlive()) {
      closeAfterWriting();
      return;
    }
    enter(Phase.IDLE);
    if (!waiting.isEmpty()) {
      // Not at once: a long row of requests would be answered in one deep recursion.
      connections.loop().later(this::next);
    }
  }

  private void next() {
    while (phase != Phase.ANSWER) {
      HttpObject object = waiting.poll();
      if (object == null) {
        channel.config().setAutoRead(true);
        return;
      }
      take(object);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ignored) {
    Exchange current = exchange;
    if (current != null && channel.isWritable()) {
      current.tellReady();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    connections.remove(this);
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    phase = Phase.CLOSING;
    intake = null;
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.tellGone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
    if (!(cause instanceof IOException)) {
      log.warn("an HTTP connection is closed: {}", cause.toString());
    }
    channel.close();
  }

  @Override
  public void check(long now) {
    long waited = now - since;
    switch (phase) {
      case IDLE -> closeIf(waited > limits.idle().toNanos());
      case HEAD -> refuseIf(waited > limits.head().toNanos(), "the head", limits.head());
      case BODY -> refuseIf(waited > limits.request().toNanos(), "the body", limits.request());
      // How long an answer takes, and whether it is read meanwhile, is the relay's to watch.
      case ANSWER -> {}
      case CLOSING -> closeIf(waited > LINGER_NANOS && !sent.isWaiting());
    }
    closeIf(phase != Phase.ANSWER && sent.stuck(now) > limits.reading().toNanos());
  }

  private void closeIf(boolean late) {
    if (late) {
      channel.close();
    }
  }

  private void refuseIf(boolean late, String what, Duration limit) {
    if (late) {
      refuse(408, what + " of the request did not come within " + limit.toSeconds() + " s");
    }
  }

  @Override
  public void drain() {
    wire.last();
    if (phase == Phase.IDLE) {
      channel.close();
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
