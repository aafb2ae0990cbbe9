package dev.patchbay.server.http.transport;

import dev.patchbay.server.http.transport.Service.BodyTaker;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/** Takes one request in: its head, then its body. */
final class Intake {
  /** What is still read of a body that nobody wants, so that the connection can be kept. */
  private static final int UNWANTED = 64 * 1024;

  private final Exchange exchange;
  private final Limits limits;
  private final long announced;
  private final boolean wantsContinue;
  private final BodyBuffer body;
  private @Nullable BodyTaker taker;
  private int unwanted;

  Intake(Exchange exchange, Limits limits, HttpRequest request) {
    this.exchange = exchange;
    this.limits = limits;
    announced = HttpUtil.getContentLength(request, -1L);
    wantsContinue =
        request.headers().containsValue(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
    body = new BodyBuffer(announced, limits.body());
  }

  /** Whether the head alone tells that the body is too long. */
  boolean isTooLong() {
    return announced > limits.body();
  }

  /** Hands the head over. */
  void head(Service service) {
    taker = service.head(exchange);
  }

  /** Whether the caller waits to be told that its body is wanted. */
  boolean isContinueDue() {
    return wantsContinue && taker != null;
  }

  /** Whether the caller may not send the body, since it was answered without being asked for it. */
  boolean isBodyUncertain() {
    return wantsContinue && taker == null;
  }

  /** Whether the body is wanted. */
  boolean isWanted() {
    return taker != null;
  }

  /** Takes a piece; false: there is too much of it. */
  boolean content(ByteBuf piece) {
    if (taker != null) {
      return body.append(piece);
    }
    unwanted += piece.readableBytes();
    return unwanted <= UNWANTED;
  }

  /** The body is whole. */
  void end() {
    BodyTaker waiting = taker;
    if (waiting != null) {
      waiting.take(body.whole());
    }
  }
}
