package dev.patchbay.server.http.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * The way back to the caller of one request over HTTP/1.
 *
 * <p>A chunk is one buffer: room for its length is kept in front of the content, and it is written
 * past the encoder, which would make three buffers of it.
 */
final class Http1Wire implements Wire {
  private static final int LONGEST_CHUNK = 0xFFFF;

  /** Four digits of a chunk's length and a line end. */
  private static final int CHUNK_HEAD = 6;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int LINE_END = 0x0D0A;

  /** Hears of the answer. */
  interface Listener {
    /** A whole answer; to be written with {@link #write} when its time has come. */
    void whole(Reply reply);

    /** The answer has been written to its end. */
    void finished();
  }

  private final Channel channel;
  private final ChannelHandlerContext encoder;
  private final Connections connections;
  private final Listener listener;
  private final boolean chunked;
  private final boolean bodiless;
  private boolean keepAlive;

  /**
   * @param chunked whether the caller knows chunks; false: it knows a stream's end by the close
   * @param bodiless whether it wants no body
   * @param keepAlive whether another request may follow
   */
  Http1Wire(
      Channel channel,
      ChannelHandlerContext encoder,
      Connections connections,
      Listener listener,
      boolean chunked,
      boolean bodiless,
      boolean keepAlive) {
    this.channel = channel;
    this.encoder = encoder;
    this.connections = connections;
    this.listener = listener;
    this.chunked = chunked;
    this.bodiless = bodiless;
    this.keepAlive = keepAlive;
  }

  boolean isKeptAlive() {
    return keepAlive;
  }

  /** No other request follows. */
  void last() {
    keepAlive = false;
  }

  @Override
  public void whole(Reply reply) {
    listener.whole(reply);
  }

  void write(Reply reply) {
    FullHttpResponse response = Responses.whole(reply, bodiless);
    describe(response);
    channel.writeAndFlush(response, channel.voidPromise());
  }

  private void describe(HttpResponse response) {
    response.headers().set(HttpHeaderNames.DATE, connections.date());
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (!chunked) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  @Override
  public void head(List<String> headers) {
    HttpResponse response = Responses.head(headers);
    if (chunked) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    } else {
      keepAlive = false;
    }
    describe(response);
    channel.write(response, channel.voidPromise());
  }

  @Override
  public ByteBuf buffer() {
    return channel.alloc().buffer(512).writeZero(CHUNK_HEAD);
  }

  @Override
  public int filled(ByteBuf buffer) {
    return buffer.readableBytes() - CHUNK_HEAD;
  }

  @Override
  public void piece(ByteBuf buffer) {
    int length = filled(buffer);
    if (!chunked) {
      encoder.writeAndFlush(buffer.skipBytes(CHUNK_HEAD), encoder.voidPromise());
    } else if (length > LONGEST_CHUNK) {
      channel.writeAndFlush(
          new DefaultHttpContent(buffer.skipBytes(CHUNK_HEAD)), channel.voidPromise());
    } else {
      encoder.writeAndFlush(asChunk(buffer, length), encoder.voidPromise());
    }
  }

  private static ByteBuf asChunk(ByteBuf buffer, int length) {
    int at = buffer.readerIndex();
    for (int digit = 0; digit < 4; digit++) {
      buffer.setByte(at + digit, HEX[length >> (12 - 4 * digit) & 0xF]);
    }
    buffer.setShort(at + 4, LINE_END);
    return buffer.writeShort(LINE_END);
  }

  @Override
  public void end() {
    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    listener.finished();
  }

  @Override
  public void abort() {
    channel.close();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }
}
