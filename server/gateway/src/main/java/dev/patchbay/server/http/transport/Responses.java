package dev.patchbay.server.http.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** Makes Netty's responses. */
final class Responses {
  private Responses() {}

  /**
   * @param bodiless whether the body stays here though its length is told, as HEAD wants it
   */
  static FullHttpResponse whole(Reply reply, boolean bodiless) {
    ByteBuf body = bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body());
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    fill(response.headers(), reply.headers());
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    return response;
  }

  static HttpResponse head(List<String> headers) {
    var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    fill(response.headers(), headers);
    return response;
  }

  /** The caller may send its body. */
  static HttpResponse goOn() {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE);
  }

  private static void fill(HttpHeaders into, List<String> headers) {
    for (int i = 0; i < headers.size(); i += 2) {
      into.add(headers.get(i), headers.get(i + 1));
    }
  }
}
